import { readFileSync } from "node:fs";

/** The package's version: skill-gen's and the SDK's are one. */
export function readVersion(): string {
  // The same from codegen/ and from dist/codegen/: the nearest package.json that says a version.
  for (let folder = new URL("./", import.meta.url); ; folder = new URL("../", folder)) {
    const version = versionIn(new URL("package.json", folder));
    if (version !== null) return version;
    if (folder.pathname === "/") throw new Error("Cannot read the version: no package.json above");
  }
}

function versionIn(file: URL): string | null {
  try {
    const { version } = JSON.parse(readFileSync(file, "utf8")) as { version?: string };
    return version ?? null;
  } catch {
    return null;
  }
}
