/** Of the roles in throw-away databases: any test may know them, so nothing else may use them. */
export const testPasswords = {
  ownerPassword: "backstitch-test-owner",
  appPassword: "backstitch-test-app",
  sandboxPassword: "backstitch-test-sandbox",
};
