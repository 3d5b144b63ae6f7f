import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { indexContacts } from "#scripts/postgres/index-contacts";
import {
  type ConsoleWorld,
  made,
  openConsoleWorld,
  type Placed,
} from "../testing/console-world.ts";

let world: ConsoleWorld;
beforeAll(async () => {
  world = await openConsoleWorld();
});
afterAll(() => world.close());

const find = (text: string) => world.as("dana").orders.find({ text });
const numbersOf = async (text: string) =>
  (await find(text)).found.map(({ orderNumber }) => orderNumber);

async function completedOrder(references: [string, string, string]): Promise<Placed> {
  const order = await world.place();
  const [prescription, stock, parcel] = references;
  const replies = [made(prescription), made(stock), made(parcel, `TRACK ${parcel}`)];
  await world.answer(order, ...replies);
  return order;
}

describe("an order is found by", () => {
  test("its number in any spelling, and by nothing else then", async () => {
    const order = await world.place();
    await world.place();
    const spelled = ` ${order.orderNumber.toLowerCase().replaceAll("-", " ").replaceAll("0", "o")}`;
    expect(await find(spelled)).toMatchObject({
      found: [{ orderNumber: order.orderNumber, by: "order_number", customer: "T**** P****" }],
      more: false,
      tried: ["order number"],
      mistyped: null,
    });
  });

  test("a partner's reference that looks like an order number without its RX", async () => {
    const { orderNumber } = await world.place();
    const reference = orderNumber.replaceAll("-", "").slice(2);
    const other = await world.place();
    await world.answer(other, made(reference));
    expect(await numbersOf(reference)).toEqual([other.orderNumber, orderNumber]);
    expect(await numbersOf(orderNumber)).toEqual([orderNumber]);
  });

  test("the ids of the order and of its fulfilment", async () => {
    const order = await world.place();
    expect(await find(order.orderUuid.toUpperCase())).toMatchObject({
      found: [{ orderNumber: order.orderNumber, by: "order_id" }],
    });
    expect(await find(order.sagaUuid)).toMatchObject({
      found: [{ orderNumber: order.orderNumber, by: "saga_id" }],
    });
  });

  test("the storefront's own id, whichever storefront it was", async () => {
    const one = await world.place({ externalOrderId: "SF-2204817", clientId: "shop" });
    const two = await world.place({ externalOrderId: "SF-2204817", clientId: "zebra" });
    await world.place({ externalOrderId: "SF-2204818", clientId: "aardvark" });
    expect(await numbersOf("SF-2204817")).toEqual([two.orderNumber, one.orderNumber]);
    expect(await numbersOf("SF-220481")).toEqual([]);
  });

  test("what each partner calls its part, while it is under way and when it has ended", async () => {
    const ended = await completedOrder(["scr_ended", "hold_ended", "ship_ended"]);
    const open = await world.place();
    await world.answer(open, made("scr_open"));
    for (const reference of ["scr_ended", "hold_ended", "ship_ended"]) {
      expect(await find(reference)).toMatchObject({
        found: [{ orderNumber: ended.orderNumber, by: "partner_reference" }],
      });
    }
    expect(await numbersOf("scr_open")).toEqual([open.orderNumber]);
    const parked = await world.place();
    await world.answer(parked, made("scr_parked"), {
      type: "misconfigured",
      scope: "request",
      code: "invalid_request",
    });
    expect(await numbersOf("scr_parked")).toEqual([parked.orderNumber]);
    expect(await find("TRACK ship_ended")).toMatchObject({
      found: [{ orderNumber: ended.orderNumber, by: "tracking_number" }],
    });
  });

  test("the customer's e-mail and phone as they are said, newest first", async () => {
    const contact = { email: "Ada.Example@Shop.test", phone: "+12175550123" };
    const first = await world.place(contact);
    const second = await world.place({ ...contact, phone: "+12175550124" });
    expect(await numbersOf(" ada.example@shop.TEST ")).toEqual([
      second.orderNumber,
      first.orderNumber,
    ]);
    expect(await find("(217) 555-0123")).toMatchObject({
      found: [{ orderNumber: first.orderNumber, by: "phone" }],
    });
    expect(await numbersOf("ada.example@shop")).toEqual([]);
  });
});

test("a customer with more orders than fit on a screen is told to have more", async () => {
  for (let count = 0; count < 21; count += 1) await world.place({ email: "many@shop.test" });
  const { found, more } = await find("many@shop.test");
  expect(found).toHaveLength(20);
  expect(more).toBe(true);
});

test("one slip in a number leads to the order that it was meant for", async () => {
  const { orderNumber } = await world.place();
  const wrong = orderNumber.endsWith("3") ? "4" : "3";
  const typed = orderNumber.slice(0, -1) + wrong;
  expect(await find(typed)).toMatchObject({
    found: [],
    mistyped: { orderNumber: typed, near: [orderNumber] },
  });
  const [a, b] = [orderNumber.charAt(3), orderNumber.charAt(4)];
  if (a !== b) {
    const swapped = `RX-${b}${a}${orderNumber.slice(5)}`;
    expect((await find(swapped)).mistyped?.near ?? [orderNumber]).toContain(orderNumber);
  }
});

test("nothing found says what was tried", async () => {
  expect(await find("5550199999")).toMatchObject({
    found: [],
    tried: ["phone", "storefront's order id", "tracking number", "partner reference"],
  });
  expect(await find("   ")).toMatchObject({ found: [], tried: [] });
});

test("orders of an earlier version are found by e-mail and phone once they are indexed, and once is enough", async () => {
  const order = await world.place({ email: "early@shop.test", phone: "+12175550199" });
  const owner = new pg.Client({ connectionString: world.copy.adminUrl });
  await owner.connect();
  await owner.query(
    "update patients set email_index = null, phone_index = null where order_uuid = $1",
    [order.orderUuid],
  );
  await owner.end();
  expect(await numbersOf("early@shop.test")).toEqual([]);
  const options = {
    databaseUrl: world.copy.adminUrl,
    contactIndexKey: world.runtime.env.CONTACT_INDEX_KEY,
  };
  expect(await indexContacts(options)).toBe(1);
  expect(await numbersOf("early@shop.test")).toEqual([order.orderNumber]);
  expect(await numbersOf("217 555 0199")).toEqual([order.orderNumber]);
  expect(await indexContacts(options)).toBe(0);
});

test("nobody who is signed out, and no foreign page, finds anything", async () => {
  await expect(world.as(null).orders.find({ text: "a@b.test" })).rejects.toMatchObject({
    code: "UNAUTHORIZED",
  });
  // As a query it would stand in the address.
  const asked = await world.fetch("dana", "orders.find?input=%7B%22text%22%3A%22x%22%7D");
  expect(asked.status).toBe(405);
});
