import type { OpenFile } from "./open-file.js";

type Version = Pick<OpenFile, "etag" | "modified">;

/** What conditional headers make of a request, in the order that RFC 9110 says. */
export function checkConditions(headers: Headers, version: Version): "send" | 304 | 412 {
  const match = headers.get("if-match");
  const unmodified = dateOf(headers.get("if-unmodified-since"));
  if (match !== null) {
    if (!names(match, version.etag)) return 412;
  } else if (unmodified !== undefined && seconds(version) > unmodified) return 412;
  const none = headers.get("if-none-match");
  if (none !== null) return names(none, version.etag) ? 304 : "send";
  const since = dateOf(headers.get("if-modified-since"));
  return since !== undefined && seconds(version) <= since ? 304 : "send";
}

/** Whether a range is wanted of this very version. */
export function isRangeWanted(headers: Headers, version: Version): boolean {
  const wanted = headers.get("if-range");
  if (wanted === null) return true;
  if (wanted.includes('"')) return wanted === version.etag;
  return seconds(version) === dateOf(wanted);
}

/** A list of tags; a cache may have made one of ours weak. */
function names(list: string, etag: string): boolean {
  if (list.trim() === "*") return true;
  return list.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}

/** Seconds, as HTTP's dates have them. */
function seconds({ modified }: Version): number {
  return Math.floor(modified.getTime() / 1000);
}

function dateOf(text: string | null): number | undefined {
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}
