import type { NextConfig } from "next";

const nextConfig: NextConfig = {
  poweredByHeader: false,
  // The whole project is checked by `npm run verify`.
  typescript: { ignoreBuildErrors: true },
  // Its copy, which is what is built, lies two folders below the root.
  turbopack: { root: `${import.meta.dirname}/../..` },
};

export default nextConfig;
