import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where a file of this package is, for sources as well as for whatever was built of them. */
export function packageFile(path: string): string {
  const manifest = createRequire(import.meta.url).resolve("@luminarys/skill-host/package.json");
  return join(dirname(manifest), path);
}
