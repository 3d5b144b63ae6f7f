/** What the made-up customers of a history are found by: known to everybody, as they are. */
export const BENCH_CONTACT_KEY = "the key of customers that are made up";
