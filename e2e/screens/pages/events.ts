import type { Page } from "playwright-core";
import { data, notFound } from "../answers.ts";
import { noEvents, searchedEvents } from "../fixtures/events.ts";
import { type Shot, troubles } from "../shot.ts";

const shot = { page: "events", path: "/events" } as const;
const one = { ...shot, path: "/events?event=48201774", windowOnly: true } as const;

const drawn = (page: Page) =>
  page.getByRole("dialog").getByText("What this event changed").waitFor();

export const events: Shot[] = [
  { ...shot, state: "real", order: "cancelled", quick: true },
  {
    ...shot,
    state: "real-open",
    order: "cancelled",
    windowOnly: true,
    act: (page) => page.locator("main tbody").getByRole("button").first().click(),
  },
  { ...shot, state: "busy", answers: {}, limits: true },
  { ...one, state: "open", answers: {}, act: drawn, quick: true, limits: true },
  { ...one, state: "open-loading", answers: { "events.get": "never" } },
  { ...one, state: "open-missing", answers: { "events.get": notFound("There is no such event.") } },
  {
    ...shot,
    state: "none-fit",
    path: "/events?type=OrderCancelled",
    answers: { "events.list": data(searchedEvents) },
  },
  { ...shot, state: "empty", answers: { "events.list": data(noEvents) } },
  ...troubles({ ...shot, reads: "events.list" }),
];
