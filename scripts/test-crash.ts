import { runVitest } from "./stages/run-vitest.ts";

/*
 * Every crash point of every job in every way, and the reliability tests that take
 * minutes. `npm test` runs a part of each.
 */
runVitest(["--project", "crash", ...process.argv.slice(2)], { CRASH_TESTS: "full" });
