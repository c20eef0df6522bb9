import { buildSkill } from "../../../../test/support/build-skill.js";

const source = `
// @skill:id com.example.mcp
// @skill:name "Notes"
// @skill:version 1.0.0
// @skill:desc "Answers with what it got"
// @skill:require llm **

import { Context, fsRead, log, LogField, promptComplete, reportProgress } from "@luminarys/sdk-as";

export class Item {
  name!: string;
  count: i64 = 1;
  data: Uint8Array = new Uint8Array(0);
  note: string | null = null;
}

// @skill:method echo "Says what it got"
// @skill:hint read_only idempotent
// @skill:param text required "A text"
// @skill:param big optional "A large number"
// @skill:param data optional type:bytes
// @skill:param tags optional
// @skill:result "What it got"
export function echo(text: string, big: i64 = 0, data: Uint8Array = new Uint8Array(0), tags: string[] = []): string {
  return text + "|" + big.toString() + "|" + data.length.toString() + "|" + tags.join("+");
}

// @skill:method item "Gives a map"
// @skill:result "An item"
export function item(): Item {
  const found = new Item();
  found.name = "tea";
  found.count = 9007199254740993;
  found.data = Uint8Array.wrap(String.UTF8.encode("hi!"));
  return found;
}

// @skill:method count "Gives a number"
// @skill:result "How many"
export function count(): i64 {
  return 42;
}

// @skill:method nothing "Gives nothing"
export function nothing(): void {}

// @skill:method session "Says its session"
// @skill:result "An id"
export function session(ctx: Context): string {
  return ctx.sessionId;
}

// @skill:method hint "Says more to the model"
// @skill:result "A text"
export function hint(ctx: Context): string {
  ctx.setLLMContext("Tell the user that it is cold");
  return "4 degrees";
}

// @skill:method note "Logs on all levels"
export function note(): void {
  log("debug", "first", []);
  log("warn", "second", [LogField.text("by", "me")]);
  log("error", "third", []);
}

// @skill:method steps "Says how far it is"
export function steps(): void {
  reportProgress(1, 2, "one");
  reportProgress(2, 2, "two");
}

// @skill:method read "Reads a file"
// @skill:param path required "Which"
export function read(path: string): i32 {
  return fsRead(path).length;
}

// @skill:method loop "Never ends"
export function loop(): void {
  log("info", "looping", []);
  while (true) {}
}

// @skill:method spin "Says that it begins, and never ends"
export function spin(): void {
  reportProgress(1);
  while (true) {}
}

// @skill:method fail "Fails"
export function fail(ctx: Context): void {
  ctx.fail("The fridge is empty");
}

// @skill:method trap "Throws"
export function trap(): void {
  throw new Error("The door is shut");
}

// @skill:method ask "Asks a model"
// @skill:param prompt required "What"
// @skill:result "What it said"
export function ask(prompt: string): string {
  return "it said: " + promptComplete(prompt);
}

// @skill:method secret "Isn't for models"
// @skill:internal
export function secret(): void {}

// @skill:method on_tick "Is called by timers"
// @skill:callback
export function onTick(): void {}
`;

let built: Promise<Uint8Array> | undefined;

/** A skill whose methods show what clients meet. Built once. */
export function notesModule(): Promise<Uint8Array> {
  built ??= buildSkill(source).then(({ wasm }) => wasm);
  return built;
}
