import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import type { Environment } from "@luminarys/sdk-as/engine";
import { fileReason } from "./file-reason.js";

export interface EnvironmentFile {
  readonly path: string;
  /** Empty when there is no such file. */
  readonly values: Environment;
  /** Why it couldn't be read, if it's there. */
  readonly problem?: string;
}

/** The `.env` of a folder. */
export function readEnvironmentFile(folder: string): EnvironmentFile {
  const path = join(folder, ".env");
  if (!existsSync(path)) return { path, values: {} };
  try {
    return { path, values: parseEnv(readFileSync(path, "utf8")) as Environment };
  } catch (error) {
    return { path, values: {}, problem: `Cannot read it: ${fileReason(error)}` };
  }
}
