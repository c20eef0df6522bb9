/** Calls the skill "pong", which is the same module, again and again. */
export const pingSkill = `
// @skill:id com.example.ping
// @skill:name "Ping"
// @skill:version 1.0.0

import { Context, text, utf8 } from "@luminarys/sdk-as";

const NONE = new Uint8Array(0);

// @skill:method start "Play"
// @skill:param rounds required "How often"
export function start(ctx: Context, rounds: i32): void {
  ctx.setState(utf8(rounds.toString() + "/" + rounds.toString()));
  ctx.call("pong", "echo", NONE, "back");
}

// @skill:method echo "Answer"
export function echo(): void {}

// @skill:method left "How much is left"
// @skill:result "Rounds"
export function left(ctx: Context): string {
  const parts = text(ctx.state).split("/");
  return parts[0] + " left of " + parts[1];
}

// @skill:callback
// @skill:method back "Play on"
export function back(ctx: Context): void {
  const parts = text(ctx.state).split("/");
  const rounds = I32.parseInt(parts[0]) - 1;
  ctx.setState(utf8(rounds.toString() + "/" + parts[1]));
  if (rounds > 0) ctx.call("pong", "echo", NONE, "back");
}
`;
