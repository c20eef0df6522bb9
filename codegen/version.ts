import { findPackage } from "./package.js";

/** The package's version: skill-gen's and the SDK's are one. */
export function readVersion(): string {
  return findPackage().version;
}
