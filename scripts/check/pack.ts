import { execFileSync } from "node:child_process";
import { root } from "../../test/support/sources.js";

/** What npm says of a package that it has packed. */
export interface Packed {
  name: string;
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

/** Packs both packages as they are built: first the one for authors, then the host. */
export function packBoth(destination: string): [sdk: Packed, host: Packed] {
  const which = ["-w", "host", "--include-workspace-root", "--ignore-scripts"];
  const args = ["pack", "--json", ...which, "--pack-destination", destination];
  const packed: Packed[] = JSON.parse(execFileSync("npm", args, { cwd: root, encoding: "utf8" }));
  const [sdk, host] = ["@luminarys/sdk-as", "@luminarys/skill-host"].map((name) =>
    packed.find((each) => each.name === name),
  );
  if (!(sdk && host)) throw new Error(`Cannot pack the packages: npm packed ${packed.length}`);
  return [sdk, host];
}
