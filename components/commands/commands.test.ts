import { expect, test } from "vitest";
import { allCommands, fittingCommands } from "./commands.ts";

const nothing = () => undefined;
const commands = allCommands({ go: nothing, chooseZone: nothing, openHelp: nothing });
const labels = (typed: string) => fittingCommands(commands, typed).map(({ label }) => label);

test("every command is offered before anything is typed, each under one name", () => {
  expect(labels("")).toHaveLength(commands.length);
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
});

test("beginnings of words find a command, in any order", () => {
  expect(labels("go ord")).toEqual(["Orders"]);
  expect(labels("york times")).toEqual(["New York"]);
  expect(labels("DARK")).toEqual(["Switch between light and dark"]);
  expect(labels("nothing such")).toEqual([]);
});
