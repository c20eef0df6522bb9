import { text, utf8 } from "@luminarys/sdk-as";

const MAX_NAME = 32;

/** The name that a session has chosen. */
export function nameIn(state: Uint8Array): string {
  return state.length > 0 ? text(state) : "guest";
}

/** As the session's state. */
export function saveName(name: string): Uint8Array {
  return utf8(name);
}

/** Why it can't be a name; "" when it can. */
export function nameProblem(name: string): string {
  if (name.length == 0) return "A name has at least one letter";
  if (name.length > MAX_NAME) return `A name has at most ${MAX_NAME} letters`;
  for (let i = 0; i < name.length; i++) {
    if (name.charCodeAt(i) < 0x20 || name.charAt(i) == ":") return "A name has no such signs";
  }
  return "";
}
