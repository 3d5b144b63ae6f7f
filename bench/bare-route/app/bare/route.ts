import { createHmac, randomUUID } from "node:crypto";

const secret = process.env.BARE_SECRET ?? "";

/** The least that a route which takes orders must do: read, parse, sign, answer. No key, no rules, no database. */
export async function POST(request: Request): Promise<Response> {
  const text = await request.text();
  const order: unknown = JSON.parse(text);
  const signature = createHmac("sha256", secret).update(text).digest("base64url");
  const answer = { orderId: randomUUID(), isOrder: typeof order === "object", signature };
  return Response.json(answer, { status: 201 });
}
