import { describe, expect, test } from "vitest";
import { maskBirthDate, maskEmail, maskName, maskPhone } from "./mask.ts";

describe("masks", () => {
  test("a name keeps its first letters", () => {
    expect(maskName(["Jane"], "Doe")).toBe("J*** D**");
    expect(maskName(["Anna", "Maria"], "Kowalczykowska")).toBe("A*** K****");
    expect(maskName(["Ö"], "Łuk")).toBe("Ö* Ł**");
    expect(maskName([], "Doe")).toBe("D**");
  });

  test("an e-mail address keeps its first letters and its ending", () => {
    expect(maskEmail("jane@example.com")).toBe("j***@e***.com");
    expect(maskEmail("j@mail.example.co.uk")).toBe("j***@m***.uk");
    expect(maskEmail("nonsense")).toBe("***");
    expect(maskEmail("a@localhost")).toBe("a***@l***");
  });

  test("a phone number keeps its last four digits", () => {
    expect(maskPhone("+13125552575")).toBe("(***) ***-2575");
    expect(maskPhone("12345")).toBe("(***) ***-****");
  });

  test("a birth date keeps its year", () => {
    expect(maskBirthDate("1980-04-12")).toBe("1980-**-**");
  });
});
