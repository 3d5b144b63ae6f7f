import type { Metadata, Viewport } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import "./globals.css";

export const metadata: Metadata = {
  title: { template: "%s · Backstitch", default: "Backstitch" },
  // Nothing here is for search engines, and order numbers least of all.
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

// Runs before anything is painted: a dark page must not flash white.
const applyTheme = `(()=>{const q=new URLSearchParams(location.search).get("theme");let s=null;try{s=localStorage.getItem("theme")}catch{}const t=q||s||(matchMedia("(prefers-color-scheme:dark)").matches?"dark":"light");document.documentElement.classList.toggle("dark",t==="dark")})()`;

const fonts = [
  "/fonts/geist-latin-wght-normal.woff2",
  "/fonts/geist-mono-latin-wght-normal.woff2",
] as const;

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {fonts.map((href) => (
          <link
            key={href}
            rel="preload"
            href={href}
            as="font"
            type="font/woff2"
            crossOrigin="anonymous"
          />
        ))}
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, and it must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: applyTheme }} />
      </head>
      <body>
        <NuqsAdapter>{children}</NuqsAdapter>
        <Toaster
          position="bottom-center"
          duration={4_000}
          toastOptions={{
            unstyled: true,
            className:
              "mx-auto w-fit rounded-md border bg-popover px-3 py-2 text-sm shadow-[var(--shadow-pop)]",
          }}
        />
      </body>
    </html>
  );
}
