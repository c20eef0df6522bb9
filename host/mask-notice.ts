import { type Manifest, maskError, maskValues, type PlainValue } from "@luminarys/sdk-as/engine";
import type { HostNotice } from "./host-notice.js";

type Env = Manifest["env"];

/** A notice whose texts don't tell the values of the manifest's variables. */
export function maskNotice(notice: HostNotice, env: Env): HostNotice {
  switch (notice.kind) {
    case "log": {
      const fields = maskPlain(notice.fields, env) as typeof notice.fields;
      return { ...notice, message: maskValues(notice.message, env), fields };
    }
    case "output":
      return { ...notice, text: maskValues(notice.text, env) };
    case "command_failed":
      return { ...notice, message: maskValues(notice.message, env) };
    case "device_failed":
      return { ...notice, error: maskError(notice.error, env) };
    default:
      return notice;
  }
}

/** The same for plain data, keys left alone. */
export function maskPlain(value: PlainValue, env: Env): PlainValue {
  if (typeof value === "string") return maskValues(value, env);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => maskPlain(each, env));
  const entries = Object.entries(value).map(([key, each]) => [key, maskPlain(each, env)]);
  return Object.fromEntries(entries) as PlainValue;
}
