/** The part of the probe that answers with every field of the envelope, and asks for every command. */
export const commandSource = `
function textArg(text: string): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(1);
  out.encode_str("text");
  out.encode_str(text);
  return out.finish();
}

function textOf(text: string): Uint8Array {
  const out = new Encoder();
  out.encode_str(text);
  return out.finish();
}

// @skill:method remember "Keeps a text for the session, and for all as the value remembered"
// @skill:param text required "What"
// @skill:param error "What to fail with after all"
// @skill:result "What the session had"
export function remember(ctx: Context, text: string, error: string): string {
  const before = toText(ctx.state);
  ctx.setState(utf8(text));
  ctx.setLLMContext("remembers " + text);
  ctx.storeKV("remembered", textOf(text));
  if (error.length > 0) ctx.fail(error);
  return before;
}

// @skill:method crash "Throws"
// @skill:param text required "What to keep first"
export function crash(ctx: Context, text: string): void {
  ctx.setState(utf8(text));
  throw new Error("crashed");
}

// @skill:method recall "Loads a value"
// @skill:param key required "Which"
export function recall(ctx: Context, key: string): void {
  ctx.loadKV(key, "on_value");
}

// @skill:callback
// @skill:method on_value "A value"
// @skill:param key required "Key"
// @skill:param found required "Whether there is one"
// @skill:param value required "Value"
export function onValue(key: string, found: bool, value: MsgValue): void {
  heard(key + " " + (found ? value.s : "absent"));
}

// @skill:method whoami "What the call says of itself"
// @skill:result "Skill, method, session and caller"
export function whoami(ctx: Context): string {
  return ctx.skillId + " " + ctx.method + " " + ctx.sessionId + " [" + ctx.callerId + "]";
}

// @skill:method say "Repeats"
// @skill:param text required "What"
// @skill:result "The same, and for whom"
export function say(ctx: Context, text: string): string {
  return text + " for [" + ctx.callerId + "]";
}

// @skill:method fail "Fails"
// @skill:param text required "With what"
export function fail(ctx: Context, text: string): void {
  ctx.fail(text + " for [" + ctx.callerId + "]");
}

// @skill:method pass_on "Calls another skill"
// @skill:param skill required "Which"
// @skill:param method required "What of it"
// @skill:param text required "What to say"
export function passOn(ctx: Context, skill: string, method: string, text: string): void {
  ctx.call(skill, method, textArg(text), "on_result", "context");
}

// @skill:callback
// @skill:method on_result "What the other skill answered"
// @skill:param skill_id required "Which"
// @skill:param method required "What of it"
// @skill:param call_ctx required "Context"
// @skill:param payload required "Result"
// @skill:param error required "Error"
export function onResult(
  skillId: string, method: string, callCtx: string, payload: MsgValue, error: string,
): void {
  heard(skillId + "/" + method + " " + callCtx + (error.length > 0 ? " failed: " + error : ": " + payload.s));
}

// @skill:method spread "Calls another skill several times"
// @skill:param skill required "Which"
// @skill:param methods required "What of it, each with its number as text"
export function spread(ctx: Context, skill: string, methods: string[]): void {
  const items: BatchItem[] = [];
  for (let i = 0; i < methods.length; i++) {
    const item = new BatchItem();
    item.index = i;
    item.skill_id = skill;
    item.method = methods[i];
    item.payload = textArg(i.toString());
    items.push(item);
  }
  ctx.batch(items, "on_batch", 2);
}

// @skill:callback
// @skill:method on_batch "What became of them"
export function onBatch(result: BatchResult): void {
  for (let i = 0; i < result.items.length; i++) {
    const item = result.items[i];
    const answer = item.error.length > 0 ? " failed: " + item.error : ": " + new Decoder(item.payload).decode().s;
    heard(item.index.toString() + answer);
  }
}

// @skill:method remind "Says it later"
// @skill:param text required "What"
// @skill:param delay_ms required "When"
export function remind(ctx: Context, text: string, delayMs: i64): void {
  ctx.schedule("on_time", delayMs, textArg(text));
}

// @skill:callback
// @skill:method on_time "A schedule"
// @skill:param text required "What"
export function onTime(ctx: Context, text: string): void {
  heard("time " + text + " [" + ctx.sessionId + "]");
}

// @skill:method subscribe "Listens to a topic"
// @skill:param topic required "Which"
export function subscribe(ctx: Context, topic: string): void {
  ctx.subscribe(topic, "on_message");
}

// @skill:method publish "Tells a topic"
// @skill:param topic required "Which"
// @skill:param text required "What"
export function publish(ctx: Context, topic: string, text: string): void {
  ctx.emit(topic, textOf(text));
}

// @skill:callback
// @skill:method on_message "A message"
// @skill:param topic required "Topic"
// @skill:param payload required "Message"
// @skill:param source required "Sender"
export function onMessage(topic: string, payload: MsgValue, source: string): void {
  heard(topic + ": " + payload.s + " from " + source);
}
`;
