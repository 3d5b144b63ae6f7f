import { data, notFound } from "../answers.ts";
import { doneBulk, stoppedBulk } from "../fixtures/bulk.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "bulk", path: "/bulk/77" } as const;

export const bulk: Shot[] = [
  { ...shot, state: "busy", answers: {}, quick: true, limits: true },
  { ...shot, state: "stopped-itself", answers: { "bulk.get": data(stoppedBulk) } },
  { ...shot, state: "done", answers: { "bulk.get": data(doneBulk) } },
  ...troubles({ ...shot, reads: "bulk.get" }),
  {
    ...shot,
    state: "missing",
    answers: { "bulk.get": notFound("There is no such operation.") },
  },
];
