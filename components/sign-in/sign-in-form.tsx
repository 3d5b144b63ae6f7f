"use client";

import { Eye, EyeOff, OctagonX } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";

type Problem = "no_match" | "too_many" | "unreachable" | "empty";

const problemWords: Record<Problem, { lead: string; rest: string }> = {
  no_match: { lead: "E-mail and password do not match.", rest: "" },
  too_many: { lead: "Too many tries.", rest: "Wait a minute, then try again." },
  unreachable: { lead: "The server did not answer.", rest: "What you typed is kept. Try again." },
  empty: { lead: "Both fields are needed.", rest: "" },
};

/** E-mail and password. After it the whole page is loaded anew, at the place somebody wanted to go. */
export function SignInForm({ next }: { next: string }) {
  const password = useRef<HTMLInputElement>(null);
  const [shown, setShown] = useState(false);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (sending) return;
    const form = new FormData(event.currentTarget);
    setSending(true);
    const found = await signIn(String(form.get("email")), String(form.get("password")));
    if (found === null) {
      window.location.assign(next);
      return;
    }
    setSending(false);
    setProblem(found);
    password.current?.focus();
    password.current?.select();
  };

  const wrongPassword = problem === "no_match";
  return (
    <form className="mt-5 grid gap-4" onSubmit={(event) => void onSubmit(event)} noValidate>
      <div role="alert" className={problem === null ? "hidden" : undefined}>
        {problem === null ? null : (
          <div className="flex items-start gap-2 rounded-md border border-act/40 bg-act-bg px-3 py-2">
            <OctagonX className="mt-0.5 size-4 shrink-0 text-act" strokeWidth={1.75} aria-hidden />
            <p>
              <span className="font-medium">{problemWords[problem].lead}</span>{" "}
              {problemWords[problem].rest}
            </p>
          </div>
        )}
      </div>
      <div>
        <label htmlFor="email" className="mb-1 block font-medium">
          E-mail
        </label>
        <input
          id="email"
          name="email"
          type="email"
          className="input !h-9"
          autoComplete="username"
          required
        />
      </div>
      <div>
        <label htmlFor="password" className="mb-1 block font-medium">
          Password
        </label>
        <div className="relative">
          <input
            ref={password}
            id="password"
            name="password"
            type={shown ? "text" : "password"}
            className={`input !h-9 pr-10 ${wrongPassword ? "!border-act" : ""}`}
            autoComplete="current-password"
            aria-invalid={wrongPassword}
            aria-describedby={wrongPassword ? "password-error" : undefined}
            required
          />
          <button
            type="button"
            className="absolute right-1 top-1 grid size-7 place-items-center rounded-sm text-muted-foreground hover:bg-accent"
            aria-label={shown ? "Hide the password" : "Show the password"}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          >
            {shown ? (
              <EyeOff className="size-4" strokeWidth={1.75} aria-hidden />
            ) : (
              <Eye className="size-4" strokeWidth={1.75} aria-hidden />
            )}
          </button>
        </div>
        {wrongPassword ? (
          <p id="password-error" className="mt-1 text-xs text-act">
            Type it again. Capital letters matter.
          </p>
        ) : null}
      </div>
      <button type="submit" className="btn btn-primary !h-9" aria-disabled={sending}>
        Sign in
      </button>
    </form>
  );
}

async function signIn(email: string, password: string): Promise<Problem | null> {
  if (email.trim() === "" || password === "") return "empty";
  try {
    const response = await fetch("/api/auth/sign-in/email", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: email.trim(), password }),
    });
    if (response.ok) return null;
    if (response.status === 429) return "too_many";
    return response.status < 500 ? "no_match" : "unreachable";
  } catch {
    // The request never arrived or its answer never came; both read the same to the person.
    return "unreachable";
  }
}
