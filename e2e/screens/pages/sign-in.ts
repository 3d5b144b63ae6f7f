import type { Page } from "playwright-core";
import type { Shot } from "../shot.ts";

const shot = { page: "sign-in", path: "/sign-in", as: "nobody" } as const;

const answerWith = (status: number) => async (page: Page) => {
  await page.route("**/api/auth/sign-in/email", (route) =>
    status === 0 ? route.abort() : route.fulfill({ status, body: "{}" }),
  );
  await page.getByLabel("E-mail").fill("dana.kessler@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not the right one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("alert").getByText(/./).first().waitFor();
};

export const signIn: Shot[] = [
  { ...shot, state: "real", quick: true, limits: true },
  {
    ...shot,
    state: "wrong-password",
    act: answerWith(401),
    mayLog: /401/,
  },
  { ...shot, state: "too-many", act: answerWith(429), mayLog: /429/ },
  { ...shot, state: "offline", act: answerWith(0), mayLog: /ERR_FAILED/ },
];
