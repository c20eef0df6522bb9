/** Does something of everything that leaves traces in a journal, and writes each event down. */
export const paritySkill = `
// @skill:id com.example.parity
// @skill:name "Parity"
// @skill:version 1.0.0
// @skill:require fs /data/** rw
// @skill:require env PLACE

import { Context, Encoder, fs, getEnv, log, LogField, text, utf8 } from "@luminarys/sdk-as";

const NONE = new Uint8Array(0);

function note(ctx: Context, what: string): void {
  const before = ctx.state.length > 0 ? text(ctx.state) + " " : "";
  ctx.setState(utf8(before + what));
  fs.write(getEnv("PLACE") + "/" + ctx.sessionId + ".log", utf8(before + what));
  log("info", what, [LogField.text("session", ctx.sessionId)]);
}

// @skill:method begin "Ask for everything"
export function begin(ctx: Context): void {
  const denied = fs.read("/etc/passwd");
  note(ctx, denied.isOk ? "begin" : denied.code);
  const value = new Encoder();
  value.encode_str("kept");
  ctx.storeKV("key", value.finish());
  ctx.loadKV("key", "loaded");
  ctx.subscribe("news/*", "heard");
  ctx.emit("news/one");
  ctx.call("other", "echo", NONE, "answered", "ctx");
  ctx.schedule("tick", 1000);
}

// @skill:method echo "Answer"
// @skill:result "A word"
export function echo(ctx: Context): string {
  note(ctx, "echo");
  return "echo";
}

// @skill:method fail "Fail"
export function fail(ctx: Context): void {
  ctx.fail("no");
}

// @skill:method story "What happened"
// @skill:result "In order"
export function story(ctx: Context): string {
  return text(ctx.state);
}

// @skill:callback
// @skill:method loaded "A value is there"
export function loaded(ctx: Context): void {
  note(ctx, "loaded");
}

// @skill:callback
// @skill:method heard "A message is there"
export function heard(ctx: Context): void {
  note(ctx, "heard");
  ctx.call("other", "fail", NONE, "failed");
}

// @skill:callback
// @skill:method answered "The other has answered"
export function answered(ctx: Context): void {
  note(ctx, "answered");
}

// @skill:callback
// @skill:method failed "The other has failed"
export function failed(ctx: Context): void {
  note(ctx, "failed");
}

// @skill:callback
// @skill:method tick "It is time"
export function tick(ctx: Context): void {
  note(ctx, "tick");
  ctx.emit("news/two");
}
`;
