import { buildSkill } from "../../../../test/support/build-skill.js";
import { Workspace } from "../../config/workspace.js";

const source = `
// @skill:id com.example.notes
// @skill:name "Notes"
// @skill:version 1.0.0
// @skill:desc "Answers with what it got"
// @skill:require env GREETING

import { Context, fsRead, getEnv, LogField, log, timeNow } from "@luminarys/sdk-as";

export class Item {
  name!: string;
  price: f64;
  count: i64 = 1;
}

// @skill:method echo "Says what it got"
// @skill:param text required "A text"
// @skill:param count optional "A number"
// @skill:param big optional
// @skill:param share optional
// @skill:param urgent optional
// @skill:param tags optional
// @skill:param item optional
// @skill:param data optional type:bytes
// @skill:param mode optional enum:fast|safe
// @skill:param max_items optional
export function echo(
  text: string, count: i32 = 0, big: i64 = 0, share: f64 = 0, urgent: bool = false, tags: string[] = [],
  item: Item | null = null, data: Uint8Array = new Uint8Array(0), mode: string = "fast", maxItems: i32 = 0,
): string {
  const parts = [text, count.toString(), big.toString(), share.toString(), urgent.toString(), tags.join("+")];
  parts.push(item === null ? "none" : item.name + "*" + item.count.toString());
  parts.push(data.length.toString());
  parts.push(mode);
  parts.push(maxItems.toString());
  return parts.join("|");
}

// @skill:method item "Gives a map"
export function item(): Item {
  const found = new Item();
  found.name = "tea";
  found.price = 2.5;
  found.count = 9007199254740993;
  return found;
}

// @skill:method bytes "Gives bytes"
export function bytes(): Uint8Array {
  const found = new Uint8Array(3);
  found[0] = 104;
  found[1] = 105;
  found[2] = 33;
  return found;
}

// @skill:method greet "Greets"
export function greet(): string {
  return getEnv("GREETING");
}

// @skill:method nothing "Gives nothing"
export function nothing(): void {}

// @skill:method lack "Gives no text"
export function lack(): string | null {
  return null;
}

// @skill:method session "Says its session"
export function session(ctx: Context): string {
  return ctx.sessionId;
}

// @skill:method read "Reads a file"
// @skill:param path required "Which"
export function read(path: string): i32 {
  return fsRead(path).length;
}

// @skill:method note "Logs"
export function note(): void {
  log("warn", "noted", [LogField.text("by", "me")]);
}

// @skill:method loop "Never ends"
export function loop(): void {
  log("info", "looping", []);
  while (true) {}
}

// @skill:method linger "Takes its time"
// @skill:param ms required "How long"
export function linger(ms: i64): string {
  log("info", "lingering", []);
  const end = timeNow().unix_nano + ms * 1000000;
  while (timeNow().unix_nano < end) {}
  return "done";
}

// @skill:method fail "Fails"
export function fail(ctx: Context): void {
  ctx.fail("The fridge is empty");
}

// @skill:method trap "Throws"
export function trap(): void {
  throw new Error("The door is shut");
}

// @skill:method on_tick "Is called by timers"
// @skill:callback
export function onTick(): void {}
`;

/** A skill that answers with what it got, and requires a variable; or a variant of it. */
export async function notesModule(from = "", to = ""): Promise<Uint8Array> {
  return (await buildSkill(source.replace(from, to))).wasm;
}

export const manifest = "id: notes\npath: notes.wasm\nenv: { GREETING: Hello }\n";

/** A workspace with the skill, its manifest and host.yaml. */
export async function notesWorkspace(): Promise<Workspace> {
  return new Workspace({
    "host.yaml": "skills: [notes.yaml]\n",
    "notes.yaml": manifest,
    "notes.wasm": await notesModule(),
  });
}
