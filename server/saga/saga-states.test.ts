import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Edge, edgeKey, edgesOfCells, edgesOfLives } from "./testing/edges.ts";
import { live, lives } from "./testing/traffic.ts";

const DOCUMENT = readFileSync(`${import.meta.dirname}/../../docs/saga-states.md`, "utf8");

const TABLE_ROW = /^\| ([A-Z_]+) \| ([A-Z_]+) \| (.+) \|$/gm;
const ARROW = /^\s+(\S+) --> ([^\s:]+)/gm;

const inTable: Edge[] = [...DOCUMENT.matchAll(TABLE_ROW)].flatMap(
  ([, from = "", to = "", causes = ""]) => causes.split(", ").map((cause) => ({ from, to, cause })),
);
const drawn = [...DOCUMENT.matchAll(ARROW)].map(([, from = "", to = ""]) => `${from} → ${to}`);

const keys = (edges: readonly Edge[]) => [...new Set(edges.map(edgeKey))].sort();
const moves = (edges: readonly Edge[]) =>
  [...new Set(edges.map((e) => `${e.from} → ${e.to}`))].sort();

const lived = edgesOfLives(fc.sample(lives, { numRuns: 1_000, seed: 7 }).map(live));

describe("docs/saga-states.md", () => {
  test("lists exactly the moves that the core makes, with exactly what causes them", () => {
    expect(keys(inTable)).toEqual(keys(edgesOfCells()));
  });

  test("draws exactly the moves it lists; the start and the ends are the diagram's dots", () => {
    const dots = (move: string) => move.replace("[*] →", "NOT_STARTED →");
    const between = drawn.map(dots).filter((move) => !move.endsWith("[*]"));
    expect(between.sort()).toEqual(moves(inTable));
  });

  test("misses no move that a thousand simulated lives make", () => {
    const listed = keys(inTable);
    expect(keys(lived).filter((edge) => !listed.includes(edge))).toEqual([]);
    expect(moves(lived)).toEqual(moves(inTable));
  });
});
