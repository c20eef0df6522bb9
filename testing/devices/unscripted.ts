import { distance } from "fastest-levenshtein";
import { HostError } from "../../engine/errors.js";

const NEAREST = 3;
const MAX_SHOWN = 200;

export interface Unscripted {
  /** The host function, and what it was asked for: `http_get "https://…"`. */
  asked: string;
  /** Of all that is scripted, the names that are compared with `wanted`. */
  scripted: readonly string[];
  wanted: string;
  /** What would answer it: `host.http.on("GET", "https://…").reply(...)`. */
  lever: string;
}

/** The answer to a call that no lever prepares. */
export function unscripted({ asked, scripted, wanted, lever }: Unscripted): HostError {
  const nearest = [...new Set(scripted)]
    .sort((a, b) => distance(a, wanted) - distance(b, wanted))
    .slice(0, NEAREST)
    .map(shorten);
  const more = new Set(scripted).size - nearest.length;
  const list = nearest.length === 0 ? "nothing" : nearest.join(", ");
  const near = `scripted: ${list}${more > 0 ? ` and ${more} more` : ""}`;
  const message = `Cannot answer ${shorten(asked)}: nothing is scripted for it (${near}). Hint: ${lever}`;
  return new HostError(message, { code: "unavailable" });
}

/** A text as a test would write it, on one line and cut. */
export function quote(text: string): string {
  return shorten(JSON.stringify(text));
}

function shorten(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text;
}
