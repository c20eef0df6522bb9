import { createRequire } from "node:module";

/** The package's own. */
export function readVersion(): string {
  const { version } = createRequire(import.meta.url)("@luminarys/skill-host/package.json");
  return version;
}
