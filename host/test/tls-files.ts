import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const at = (name: string) => fileURLToPath(new URL(`fixtures/tls/${name}`, import.meta.url));
const read = (name: string) => readFileSync(at(name), "utf8");

/** Certificates for secure.test, localhost and loopback. */
export const tlsFiles = {
  certificatePath: at("server.pem"),
  keyPath: at("server-key.pem"),
  /** Vouches for `certificate`. */
  authority: read("authority.pem"),
  certificate: read("server.pem"),
  /** Of the same key, with nobody to vouch for it. */
  selfSigned: read("self-signed.pem"),
  expired: read("expired.pem"),
  key: read("server-key.pem"),
} as const;
