import { areas } from "../contract/index.js";

const own = new Set(
  areas
    .filter(({ origin }) => origin === "skill-host")
    .flatMap(({ calls }) => calls.map(({ name }) => name)),
);

/** Those of these host functions that no host but skill-host has. */
export function ownFunctions(hostFunctions: readonly string[]): string[] {
  return hostFunctions.filter((name) => own.has(name));
}
