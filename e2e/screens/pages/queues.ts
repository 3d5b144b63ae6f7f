import { data } from "../answers.ts";
import { queuesEmpty } from "../fixtures/queues.ts";
import { statusWithoutWorker } from "../fixtures/system.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "queues", path: "/queues", as: "admin" } as const;

export const queues: Shot[] = [
  { ...shot, state: "real", quick: true },
  { ...shot, state: "busy", answers: {}, limits: true },
  {
    ...shot,
    state: "empty",
    answers: {
      "queues.list": data(queuesEmpty),
      "system.status": data(statusWithoutWorker),
    },
  },
  ...troubles({ ...shot, reads: "queues.list" }),
];
