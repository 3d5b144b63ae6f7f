import type { inferRouterOutputs } from "@trpc/server";
import type { ConsoleRouter } from "#server/api/console";

type Outputs = inferRouterOutputs<ConsoleRouter>;

/** `orders.list`: each procedure of the console by its path. */
type Path = {
  [Area in keyof Outputs & string]: `${Area}.${keyof Outputs[Area] & string}`;
}[keyof Outputs & string];

type OutputOf<P extends Path> =
  P extends `${infer Area extends keyof Outputs & string}.${infer Verb}`
    ? Verb extends keyof Outputs[Area]
      ? Outputs[Area][Verb]
      : never
    : never;

export type Trouble = { code: string; detail: string; status: number; requestId: string };

/** What a procedure answers in a picture: data in the server's own shape, for each input or one for all, a problem, or nothing ever. */
export type Answer<Data> =
  | { data: Data }
  | { dataFor: (input: unknown) => Data }
  | { problem: Trouble }
  | "never";
export type Answers = { [P in Path]?: Answer<OutputOf<P>> };
export type ReadPath = Path;

export const data = <Data>(value: Data) => ({ data: value });

/** The database is away: what every page must be able to say. */
export const unavailable: { problem: Trouble } = {
  problem: { code: "unavailable", detail: "", status: 503, requestId: "req-5d0b7c41" },
};

export const notFound = (detail: string): { problem: Trouble } => ({
  problem: { code: "not_found", detail, status: 404, requestId: "req-5d0b7c42" },
});
