import { Pool } from "undici";

export type Sent = { path: string; headers: Record<string, string>; body: string };

export type Answered = {
  sent: Sent;
  status: number;
  text: string;
  sentAtMs: number;
  answeredAtMs: number;
};

export type Target = { url: string; connections: number };

/** Keeps every connection busy until there is nothing more to send; resolves when all is answered. */
export async function sendAll(target: Target, requests: Iterator<Sent>): Promise<Answered[]> {
  // One address for one listener: a resolver must not share in what is measured.
  const origin = target.url.replace("localhost", "127.0.0.1");
  const pool = new Pool(origin, { connections: target.connections, pipelining: 1 });
  const answers: Answered[] = [];
  const lane = async () => {
    for (let next = requests.next(); !next.done; next = requests.next()) {
      answers.push(await send(pool, next.value));
    }
  };
  try {
    await Promise.all(Array.from({ length: target.connections }, lane));
  } finally {
    await pool.close();
  }
  return answers;
}

async function send(pool: Pool, sent: Sent): Promise<Answered> {
  const { path, headers, body } = sent;
  const sentAtMs = performance.now();
  const answer = await pool.request({ method: "POST", path, headers, body });
  const text = await answer.body.text();
  return { sent, status: answer.statusCode, text, sentAtMs, answeredAtMs: performance.now() };
}
