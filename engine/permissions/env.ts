import type { Manifest } from "../manifest/model.js";
import { allow, type Decision, deny } from "./decision.js";

/** Only names that the manifest lists have a value. */
export function decideEnv(env: Manifest["env"], key: string): Decision<{ readonly value: string }> {
  const value = Object.hasOwn(env, key) ? env[key] : undefined;
  const line = { key: `env.${key}`, value: "" };
  if (value === undefined) return deny("the manifest's env doesn't hold it", [line]);
  return allow([line], { value });
}
