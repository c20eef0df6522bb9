/** A skill that asks its host for every command, and keeps what its callbacks are told. */
export const relaySource = `// @skill:id org.luminarys.relay
// @skill:name "Relay"
// @skill:version 1.0.0

import { BatchItem, BatchResult, ConnEvent, Context, Encoder, fs, MsgValue, tcp } from "@luminarys/sdk-as";

function textArg(text: string): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(1);
  out.encode_str("text");
  out.encode_str(text);
  return out.finish();
}

let lines: string[] = [];

// @skill:method say "Repeats"
// @skill:param text required "What"
// @skill:result "The same, and who asked"
export function say(ctx: Context, text: string): string {
  return text + " for [" + ctx.callerId + "]";
}

// @skill:method heard "Lines so far"
// @skill:result "Lines"
export function heard(): string[] {
  return lines;
}

// @skill:method call "Calls another skill"
// @skill:param skill required "Which"
// @skill:param text required "What to say"
export function call(ctx: Context, skill: string, text: string): void {
  ctx.call(skill, "say", textArg(text), "on_result", "context");
}

// @skill:callback
// @skill:method on_result "Outcome"
// @skill:param skill_id required "Which"
// @skill:param call_ctx required "Context"
// @skill:param payload required "Result"
// @skill:param error required "Error"
export function onResult(skillId: string, callCtx: string, payload: MsgValue, error: string): void {
  lines.push(skillId + " " + callCtx + ": " + (error.length ? error : payload.s));
}

// @skill:method batch "Calls several"
// @skill:param skills required "Which"
export function batch(ctx: Context, skills: string[]): void {
  const items: BatchItem[] = [];
  for (let i = 0; i < skills.length; i++) {
    const item = new BatchItem();
    item.index = i;
    item.skill_id = skills[i];
    item.method = "say";
    item.payload = textArg(i.toString());
    items.push(item);
  }
  ctx.batch(items, "on_batch", 2);
}

// @skill:callback
// @skill:method on_batch "Outcomes"
export function onBatch(result: BatchResult): void {
  for (let i = 0; i < result.items.length; i++) {
    const item = result.items[i];
    lines.push(item.index.toString() + " " + item.payload.length.toString() + " " + item.error);
  }
}

// @skill:method remind "Says it later"
// @skill:param text required "What"
// @skill:param delay_ms required "When"
export function remind(ctx: Context, text: string, delayMs: i64): void {
  ctx.schedule("note", delayMs, textArg(text));
}

// @skill:callback
// @skill:method note "Notes a line"
// @skill:param text required "Line"
export function note(text: string): void {
  lines.push(text);
}

// @skill:method listen "Subscribes"
// @skill:param topic required "Topic"
export function listen(ctx: Context, topic: string): void {
  ctx.subscribe(topic, "on_message");
}

// @skill:method publish "Publishes"
// @skill:param topic required "Topic"
// @skill:param text required "Message"
export function publish(ctx: Context, topic: string, text: string): void {
  const out = new Encoder();
  out.encode_str(text);
  ctx.emit(topic, out.finish());
}

// @skill:callback
// @skill:method on_message "Hears"
// @skill:param topic required "Topic"
// @skill:param payload required "Message"
// @skill:param source required "Sender"
export function onMessage(topic: string, payload: MsgValue, source: string): void {
  lines.push(topic + ": " + payload.s + " from " + source);
}

// @skill:method put "Stores"
// @skill:param key required "Key"
// @skill:param text required "Value"
export function put(ctx: Context, key: string, text: string): void {
  const out = new Encoder();
  out.encode_str(text);
  ctx.storeKV(key, out.finish());
}

// @skill:method get "Loads"
// @skill:param key required "Key"
export function get(ctx: Context, key: string): void {
  ctx.loadKV(key, "on_value");
}

// @skill:callback
// @skill:method on_value "Loaded"
// @skill:param key required "Key"
// @skill:param found required "Whether"
// @skill:param value required "Value"
export function onValue(key: string, found: bool, value: MsgValue): void {
  lines.push(key + "=" + (found ? value.s : "nothing"));
}

// @skill:method count "Counts in the session"
// @skill:param fail "Whether to fail after all"
// @skill:result "How often"
export function count(ctx: Context, fail: bool): i32 {
  const n = (ctx.state.length > 0 ? <i32>ctx.state[0] : 0) + 1;
  const next = new Uint8Array(1);
  next[0] = <u8>n;
  ctx.setState(next);
  if (fail) ctx.fail("failed at " + n.toString());
  return n;
}

// @skill:method read "Reads a file"
// @skill:param path required "Path"
// @skill:result "Its length"
export function read(ctx: Context, path: string): i32 {
  const result = fs.read(path);
  if (!result.isOk) {
    ctx.fail(result.error);
    return 0;
  }
  return result.value.length;
}

// @skill:method crash "Throws"
export function crash(): void {
  throw new Error("crashed");
}

// @skill:method open "Connects"
// @skill:param addr required "Address"
export function open(addr: string): void {
  tcp.connect(addr, { callback: "on_data", tls: false, insecure: false, timeoutMs: 0, serverName: "" });
}

// @skill:callback
// @skill:method on_data "Data"
export function onData(event: ConnEvent): void {
  lines.push(event.conn_id + " " + event.data.length.toString() + " " + event.error_kind);
}
`;
