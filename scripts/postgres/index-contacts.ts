import pg from "pg";
import { contactIndexes } from "#server/orders/contact-index";

const PAGE_SIZE = 2_000;

type Contact = { order_uuid: string; email: string | null; phone: string | null };

const NEXT_PAGE = `
  select order_uuid, email, phone from patients
  where email_index is null and phone_index is null and order_uuid > $1
  order by order_uuid limit ${PAGE_SIZE}`;

const WRITE = `
  update patients p set email_index = i.email_index, phone_index = i.phone_index
  from unnest($1::uuid[], $2::text[], $3::text[]) i (order_uuid, email_index, phone_index)
  where p.order_uuid = i.order_uuid`;

/**
 * Makes orders of an earlier version findable by their customer's e-mail and
 * phone. Page by page, each in a transaction of its own: it may be stopped and
 * begun again, and finds nothing to do once it is through. Answers how many it wrote.
 */
export async function indexContacts(options: {
  databaseUrl: string;
  contactIndexKey: string;
}): Promise<number> {
  const client = new pg.Client({ connectionString: options.databaseUrl });
  // The statement under way fails with it, or the next one: that one tells.
  client.on("error", () => undefined);
  await client.connect();
  try {
    let written = 0;
    let after = "00000000-0000-0000-0000-000000000000";
    for (;;) {
      const { rows } = await client.query<Contact>(NEXT_PAGE, [after]);
      const last = rows.at(-1);
      if (last === undefined) return written;
      after = last.order_uuid;
      written += await writeIndexes(client, rows, options.contactIndexKey);
    }
  } finally {
    await client.end();
  }
}

async function writeIndexes(
  client: pg.Client,
  contacts: readonly Contact[],
  key: string,
): Promise<number> {
  const indexes = contacts.map((contact) => contactIndexes(contact, key));
  const result = await client.query(WRITE, [
    contacts.map(({ order_uuid }) => order_uuid),
    indexes.map(({ emailIndex }) => emailIndex),
    indexes.map(({ phoneIndex }) => phoneIndex),
  ]);
  return result.rowCount ?? 0;
}
