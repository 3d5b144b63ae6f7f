import { createServer } from "node:net";
import { isErrorWithCode } from "./json-file.ts";

/** A port that is free on this machine's loopback now; the caller must bear that it is taken a moment later. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === "string") {
          reject(new Error("Bug: a TCP server has no port"));
        } else {
          resolve(address.port);
        }
      });
    });
  });
}

/** Looks at both loopbacks: "localhost" may mean either, so a stranger on one would be met by mistake. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, "127.0.0.1")) && (await canListen(port, "::1"));
}

export async function findFreePortFrom(first: number): Promise<number> {
  for (let port = first; port < Math.min(first + 100, 65_536); port += 1) {
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No port is free from ${first} on. Choose another with PORT.`);
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => {
      if (isErrorWithCode(error, "EADDRINUSE")) resolve(false);
      // A machine without IPv6 cannot have a stranger there.
      else if (isErrorWithCode(error, "EADDRNOTAVAIL")) resolve(true);
      else if (isErrorWithCode(error, "EAFNOSUPPORT")) resolve(true);
      else if (isErrorWithCode(error, "EACCES")) {
        reject(
          new Error(`Port ${port} needs more rights than this user has. Choose another PORT.`),
        );
      } else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
