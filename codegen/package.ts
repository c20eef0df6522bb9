import { readFileSync } from "node:fs";

interface Package {
  /** Its folder, with a slash at the end. */
  readonly root: URL;
  readonly version: string;
}

/** This package, of which skill-gen is a part. */
export function findPackage(): Package {
  // The same from codegen/ and from dist/codegen/: the nearest package.json that says a version.
  for (let root = new URL("./", import.meta.url); ; root = new URL("../", root)) {
    const version = versionIn(new URL("package.json", root));
    if (version !== null) return { root, version };
    if (root.pathname === "/") throw new Error("Cannot find the package: no package.json above");
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
