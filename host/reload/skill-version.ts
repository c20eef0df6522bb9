import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Manifest } from "@luminarys/sdk-as/engine";
import type { SkillFile } from "../config/model.js";

/** A skill's files as they are now. */
export interface SkillVersion {
  readonly file: string;
  readonly manifest: Manifest;
  readonly module: Uint8Array;
  /** The same for the same manifest and module. */
  readonly fingerprint: string;
}

/** Throws what the file system throws. */
export function readVersion({ file, manifest, modulePath }: SkillFile): SkillVersion {
  const module = readFileSync(modulePath);
  const hash = createHash("sha256").update(JSON.stringify(manifest)).update("\n").update(module);
  return { file, manifest, module, fingerprint: hash.digest("hex") };
}
