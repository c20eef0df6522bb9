/** A skill that listens on connections and keeps what it hears, in the order in which it hears it. */
export const listenerSource = `// @skill:id org.luminarys.listener
// @skill:name "Listener"
// @skill:version 1.0.0
// @skill:require tcp **:*
// @skill:require fs /data/**

import { ConnEvent, Context, fs, tcp, text } from "@luminarys/sdk-as";

let lines: string[] = [];

// @skill:method heard "What was heard since the last time"
// @skill:result "A line for each"
export function heard(): string[] {
  const all = lines;
  lines = [];
  return all;
}

// @skill:method listen "Connects"
// @skill:param addr required "Where"
// @skill:result "The connection"
export function listen(addr: string): string {
  const opened = tcp.connect(addr, { callback: "on_data" });
  return opened.isOk ? opened.value : "";
}

// @skill:method read_slowly "Reads a file while others talk"
// @skill:param path required "Which"
export function readSlowly(path: string): void {
  lines.push("begins");
  fs.read(path);
  lines.push("ends");
}

// @skill:method read_often "Reads a file again and again"
// @skill:param path required "Which"
// @skill:param count required "How often"
export function readOften(path: string, count: i32): void {
  for (let i = 0; i < count; i++) fs.read(path);
}

// @skill:method remind "Says something later"
// @skill:param delay_ms required "When"
export function remind(ctx: Context, delayMs: i64): void {
  ctx.schedule("on_time", delayMs, new Uint8Array(0));
}

// @skill:callback
// @skill:method on_time "A schedule"
export function onTime(): void {
  lines.push("reminded");
}

// @skill:callback
// @skill:method on_data "Data"
export function onData(ctx: Context, event: ConnEvent): void {
  const said = event.error_kind.length > 0 ? event.error_kind : text(event.data);
  if (said == "throw") throw new Error("thrown at by " + event.conn_id);
  if (said == "fail") return ctx.fail("failed by " + event.conn_id);
  lines.push(event.conn_id + " " + said);
}
`;
