import { join } from "node:path";

// JavaScript, because Next would write a tsconfig.json and global types beside a TypeScript app,
// and the whole project's type check would read them.
export default {
  poweredByHeader: false,
  turbopack: { root: join(import.meta.dirname, "..", "..") },
};
