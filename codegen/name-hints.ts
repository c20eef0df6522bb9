import { editDistance, nearest } from "./nearest.js";
import { sdkNames } from "./sdk-names.js";

const sdk = "@luminarys/sdk-as";

/** Which name of the SDK is to be imported, or "". `after` is what follows it in the source. */
export function importHint(name: string, after: string): string {
  const found = sdkNames().get(name);
  if (found === undefined || !found.isExported) return "";
  // Authors have variables that are called text or log.
  if (found.kind === "function" && !/^\s*\(/.test(after)) return "";
  return `Import it: import { ${name} } from "${sdk}"`;
}

/** What a misspelt name in an import from the SDK was meant to be, or "". */
export function exportHint(name: string, message: string): string {
  if (!message.includes(`'~lib/${sdk}`)) return "";
  const names = [...sdkNames()].filter(([, { isExported }]) => isExported).map(([each]) => each);
  const guess = nearest(name, names);
  return guess === "" ? "" : `Did you mean ${guess}?`;
}

/** What the class or namespace of the SDK that asc names has instead of the member, or "". */
export function memberHint(name: string, message: string): string {
  const owner = anOwner.exec(message)?.[1] ?? "";
  const members = sdkNames().get(owner)?.members ?? [];
  const guess = nearest(name, members);
  if (guess !== "" && editDistance(guess, name) <= 2) return `Did you mean ${guess}?`;
  if (owner === "MsgValue") return partsOfValue;
  if (members.length > 0 && members.length <= mostShown)
    return `${owner} has ${members.join(", ")}`;
  return guess === "" ? "" : `Did you mean ${guess}?`;
}

/** A namespace or class of the SDK, such as `~lib/@luminarys/sdk-as/assembly/result/Result<i32>`. */
const anOwner = new RegExp(`'~lib/${sdk}/assembly/(?:[\\w.-]+/)*(\\w+)(?:<.*)?'`);
const mostShown = 16;
const partsOfValue =
  "An array has getArrayLen() and getIndex(i), a map getField(name), a value getStr(), getInt(), " +
  "getFloat() and getBool(); kind says which it is";
