import { describe, expect, test } from "vitest";
import { contactIndexes, emailIndex, parseEmail, parsePhone, phoneIndex } from "./contact-index.ts";

const KEY = "k".repeat(32);

describe("a phone number as somebody says it", () => {
  test.each([
    ["+13125552575", "+13125552575"],
    ["(312) 555-2575", "+13125552575"],
    ["312.555.2575", "+13125552575"],
    ["1 312 555 2575", "+13125552575"],
    ["0049 30 901820", "+4930901820"],
    ["+49 30 901820", "+4930901820"],
  ])("%s is %s", (said, stored) => {
    expect(parsePhone(said)).toBe(stored);
  });

  test.each(["5552575", "RX-7K3M-92QF", "hold_4471", "+12", ""])("%s is none", (said) => {
    expect(parsePhone(said)).toBeNull();
  });
});

describe("an e-mail address", () => {
  test("is the same with capitals and space round it", () => {
    expect(parseEmail(" Ada@Example.TEST ")).toBe("ada@example.test");
  });

  test.each(["ada", "ada@example", "a b@example.test", "@example.test"])("%s is none", (said) => {
    expect(parseEmail(said)).toBeNull();
  });
});

describe("what is stored of them", () => {
  test("is equal for one contact in two spellings, and hides it", () => {
    const stored = contactIndexes({ email: "ada@example.test", phone: "+13125552575" }, KEY);
    expect(emailIndex("ADA@example.test", KEY)).toBe(stored.emailIndex);
    expect(phoneIndex("(312) 555-2575", KEY)).toBe(stored.phoneIndex);
    expect(JSON.stringify(stored)).not.toMatch(/ada|2575/);
  });

  test("is another under another key, and nothing for what is not known", () => {
    const other = "o".repeat(32);
    expect(emailIndex("ada@example.test", other)).not.toBe(emailIndex("ada@example.test", KEY));
    expect(contactIndexes({ email: null, phone: null }, KEY)).toEqual({
      emailIndex: null,
      phoneIndex: null,
    });
  });
});
