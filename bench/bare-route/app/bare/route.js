import { createHmac, randomUUID } from "node:crypto";

const secret = process.env.BARE_SECRET ?? "";

/** The least that a route which takes orders must do: read, parse, sign, answer. No key, no rules, no database. */
export async function POST(request) {
  const text = await request.text();
  const { externalOrderId } = JSON.parse(text);
  const signature = createHmac("sha256", secret).update(text).digest("base64url");
  return Response.json({ orderId: randomUUID(), externalOrderId, signature }, { status: 201 });
}
