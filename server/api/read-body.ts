import { AppError } from "#server/errors";

/** An order of ten medicines with every field at its longest is half of this. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * The request's JSON. Counts while it reads, so that a body of any size costs no
 * more than the limit; refuses another media type before reading at all.
 */
export async function readJson(request: Request): Promise<unknown> {
  const mediaType = request.headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new AppError("unsupported_media_type", "Send the body as application/json.");
  }
  const text = await readText(request);
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body.
    throw new AppError("invalid_request", "The body is not valid JSON.", {
      errors: [{ pointer: "", code: "invalid_json" }],
    });
  }
}

/** The same, where a request without a body is an empty object. */
export async function readOptionalJson(request: Request): Promise<unknown> {
  return request.body === null || request.headers.get("content-length") === "0"
    ? {}
    : readJson(request);
}

/** The request again, with its body read up to the limit: for libraries that read it themselves. */
export async function boundRequest(request: Request): Promise<Request> {
  if (request.body === null) return request;
  const { url, method, headers, signal } = request;
  return new Request(url, { method, headers, signal, body: await readText(request) });
}

/** The same, read when somebody asks for the JSON: a request that is refused before costs no reading. */
export function boundJsonRequest(request: Request): Request {
  const { url, method, headers, signal } = request;
  const bounded = new Request(url, { method, headers, signal });
  return Object.assign(bounded, { json: () => readJson(request) });
}

async function readText(request: Request): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > MAX_BODY_BYTES) throw tooLarge();
  if (request.body === null) return "";

  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw cancels the stream.
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MAX_BODY_BYTES) throw tooLarge();
    chunks.push(chunk);
  }
  return decode(Buffer.concat(chunks));
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid_request", "The body is not valid UTF-8.", {
      errors: [{ pointer: "", code: "invalid_encoding" }],
    });
  }
}

function tooLarge(): AppError {
  return new AppError("body_too_large", `The body may have ${MAX_BODY_BYTES / 1024} KiB at most.`);
}
