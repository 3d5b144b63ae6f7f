/** `npm run test:crash` asks for the long way; `npm test` has seconds for each. */
export const IN_FULL = process.env.CRASH_TESTS !== "quick";
