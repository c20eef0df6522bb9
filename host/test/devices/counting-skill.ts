/** A skill that reads numbered lines on many connections and counts what is out of order. */
export const countingSkill = `
// @skill:id com.example.counting
// @skill:name "Counting"
// @skill:version 1.0.0

import { ConnEvent, Context, tcp, text, utf8 } from "@luminarys/sdk-as";

const rests = new Map<string, string>();
const next = new Map<string, i32>();
const notes: string[] = [];
let messages = 0;
let mistakes = 0;
let ended = 0;

// @skill:method open "Open a connection"
// @skill:param  addr required "Where to"
// @skill:result "Its id"
export function open(ctx: Context, addr: string): string {
  const opened = tcp.connect(addr, { callback: "on_lines" });
  if (!opened.isOk) ctx.fail(opened.error);
  return opened.value;
}

// @skill:method send "Send a text"
// @skill:param  conn_id required "Over which connection"
// @skill:param  line required "What"
export function send(ctx: Context, conn_id: string, line: string): void {
  const sent = tcp.write(conn_id, utf8(line));
  if (!sent.isOk) ctx.fail(sent.error);
}

// @skill:method counts "What has been heard"
// @skill:result "Messages, mistakes and ended connections, then notes"
export function counts(): string {
  return messages.toString() + " " + mistakes.toString() + " " + ended.toString() + notes.join("");
}

// @skill:callback
// @skill:method on_lines "Read numbered lines"
export function onLines(event: ConnEvent): void {
  const id = event.conn_id;
  if (event.error_kind.length > 0) {
    ended++;
    return;
  }
  if (event.data.length == 0) {
    notes.push("; " + event.error_msg);
    return;
  }
  const lines = ((rests.has(id) ? rests.get(id) : "") + text(event.data)).split("\\n");
  rests.set(id, lines.pop());
  let wanted = next.has(id) ? next.get(id) : 0;
  for (let i = 0; i < lines.length; i++) {
    if (lines[i] == "trap") unreachable();
    if (lines[i] != wanted.toString()) mistakes++;
    wanted++;
    messages++;
  }
  next.set(id, wanted);
}
`;
