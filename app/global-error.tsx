"use client";

import "./globals.css";

export default function GlobalError(props: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Backstitch could not be shown</title>
        <main className="mx-auto max-w-xl px-3 pt-[12vh]">
          <div className="card flex flex-col items-start gap-1 px-6 py-6" role="alert">
            <h1 className="text-sm">The console could not be shown</h1>
            <p className="text-muted-foreground">
              It met an error of its own. Orders go on by themselves; only the console is affected.
            </p>
            <div className="mt-2 flex items-center gap-2">
              <button type="button" className="btn btn-primary btn-sm" onClick={props.reset}>
                Try again
              </button>
              {props.error.digest === undefined ? null : (
                <span className="text-xs text-muted-foreground">
                  Quote <span className="mono">{props.error.digest}</span>
                </span>
              )}
            </div>
          </div>
        </main>
      </body>
    </html>
  );
}
