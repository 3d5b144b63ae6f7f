export * from "./api-keys.ts";
export * from "./auth.ts";
export * from "./event-chain.ts";
export * from "./events.ts";
export * from "./operations.ts";
export * from "./orders.ts";
export * from "./sagas.ts";
