import { buildSkill } from "../../../../test/support/build-skill.js";

const source = `
// @skill:id com.example.site
// @skill:name "Site"
// @skill:version 1.0.0
// @skill:desc "Answers HTTP requests in every way"

import { Context, Encoder, HttpHeader, logInfo, MsgValue, Status, web, WebSendOptions } from "@luminarys/sdk-as";

export class Note {
  id: i64 = 0;
  ratio: f64 = 0;
  done: bool = false;
  tags: string[] = [];
  data: Uint8Array = new Uint8Array(0);
  hint: string | null = null;
}

// @skill:method hello "Says hello"
// @skill:result "A page"
export function hello(): string {
  return "<p>hello</p>";
}

// @skill:method handle "Gives the whole request back"
// @skill:param request required "The request"
// @skill:result "The same"
export function handle(request: MsgValue): MsgValue {
  return request;
}

// @skill:method mirror "Gives the body back"
// @skill:param body required "Anything"
// @skill:result "The same"
export function mirror(body: MsgValue): MsgValue {
  return body;
}

// @skill:method parts "Takes what it wants of a request"
// @skill:param method required "The method"
// @skill:param path required "The path"
// @skill:param sessionId required "The session"
// @skill:result "What it got"
export function parts(ctx: Context, method: string, path: string, sessionId: string): string[] {
  return [method, path, sessionId, ctx.sessionId, ctx.traceId];
}

// @skill:method count "Counts bytes"
// @skill:param body optional "Bytes"
// @skill:result "How many"
export function count(body: Uint8Array = new Uint8Array(0)): i32 {
  return body.length;
}

// @skill:method bytes "Gives bytes"
// @skill:result "Bytes"
export function bytes(): Uint8Array {
  const some = new Uint8Array(3);
  some[1] = 255;
  return some;
}

// @skill:method nothing "Gives nothing"
export function nothing(): void {}

// @skill:method note "Takes parameters of its own"
// @skill:param id required "A number"
// @skill:param ratio optional "A number"
// @skill:param done optional "A truth"
// @skill:param tags optional "Texts"
// @skill:param data optional "Bytes"
// @skill:result "What it got"
export function note(id: i64, ratio: f64 = 0, done: bool = false, tags: string[] = [], data: Uint8Array = new Uint8Array(0)): Note {
  return { id, ratio, done, tags, data, hint: null };
}

// @skill:method fail "Fails"
export function fail(ctx: Context): void {
  ctx.fail("The secret fridge is empty");
}

// @skill:method trap "Throws"
export function trap(): void {
  throw new Error("The secret door is shut");
}

// @skill:method loop "Never ends"
export function loop(): void {
  logInfo("looping");
  while (true) {}
}

// @skill:method send "Sends what a script says, and logs what becomes of it"
// @skill:param body required "A list of maps"
// @skill:result "An answer that is ignored once something was sent"
export function send(body: MsgValue): string | null {
  perform(body);
  return "returned";
}

// @skill:method send_only "Sends what a script says and returns nothing"
// @skill:param body required "A list of maps"
export function sendOnly(body: MsgValue): void {
  perform(body);
}

// @skill:method break_off "Sends something and throws"
export function breakOff(): void {
  web.write("half of ");
  throw new Error("The secret pen broke");
}

// @skill:method ask "Lets another skill answer"
// @skill:param body required "What the other one is to do, and whether this one answers too"
// @skill:result "An answer, if wanted"
export function ask(ctx: Context, body: MsgValue): string | null {
  const args = new Encoder();
  args.encode_map_header(1);
  args.encode_str("body");
  args.encode_value(body.getField("script"));
  ctx.call(body.getField("skill").getStr(), body.getField("method").getStr(), args.finish(), "on_answer", body.getField("after").getStr());
  const now = body.getField("now").getStr();
  return now == "" ? null : now;
}

// @skill:method on_answer "Hears what the other skill did"
// @skill:param call_ctx optional "What to write"
// @skill:callback
export function onAnswer(call_ctx: string = ""): void {
  logInfo("answered");
  if (call_ctx != "") web.write(call_ctx);
}

// @skill:method later "Keeps the exchange for a timer"
// @skill:param exchange required "Which"
export function later(ctx: Context, exchange: string): void {
  const payload = new Encoder();
  payload.encode_map_header(1);
  payload.encode_str("exchange");
  payload.encode_str(exchange);
  ctx.schedule("on_time", 20, payload.finish());
}

// @skill:method on_time "Sends to an exchange that is still open"
// @skill:param exchange required "Which"
// @skill:callback
export function onTime(exchange: string): void {
  report(web.send({ exchange, write: "tick\\n" }));
  report(web.send({ exchange, write: "tock\\n" }));
  report(web.end(exchange));
  report(web.write("late", exchange));
}

// @skill:method wait "Says its exchange and stays open"
// @skill:param exchange required "Which"
export function wait(exchange: string): void {
  web.write(exchange);
}

// @skill:method say "Writes to an exchange"
// @skill:param exchange required "Which"
// @skill:param text required "What"
// @skill:result "What became of it"
export function say(exchange: string, text: string): string {
  const status = text == "" ? web.end(exchange) : web.write(text, exchange);
  return status.isOk ? "ok" : status.code;
}

// @skill:method flood "Writes much, and says how far it got"
// @skill:param chunks required "How many times 64 KiB"
export function flood(chunks: i32): void {
  const chunk = "x".repeat(65536);
  for (let i = 0; i < chunks; i++) {
    const status = web.write(chunk);
    if (status.isOk) continue;
    logInfo(i.toString() + " " + status.code);
    return;
  }
  logInfo("all");
}

// @skill:method secret "Isn't for models"
// @skill:internal
export function secret(): string {
  return "internal";
}

function perform(script: MsgValue): void {
  for (let i = 0; i < script.getArrayLen(); i++) {
    const step = script.getIndex(i);
    const options = new WebSendOptions();
    options.exchange = step.getField("exchange").getStr();
    options.status = <i32>step.getField("status").getInt();
    const lines = step.getField("headers");
    for (let j = 0; j < lines.getArrayLen(); j++) {
      const line = new HttpHeader();
      line.name = lines.getIndex(j).getIndex(0).getStr();
      line.value = lines.getIndex(j).getIndex(1).getStr();
      options.headers.push(line);
    }
    if (step.getField("body").kind == 4) options.body = step.getField("body").getStr();
    if (step.getField("write").kind == 4) options.write = step.getField("write").getStr();
    options.redirect = step.getField("redirect").getStr();
    options.end = step.getField("end").getBool();
    report(web.send(options));
  }
}

function report(status: Status): void {
  logInfo(status.isOk ? "ok" : status.code + ": " + status.error);
}
`;

let built: Promise<Uint8Array> | undefined;

/** A skill whose methods answer requests in every way. Built once. */
export function siteModule(): Promise<Uint8Array> {
  built ??= buildSkill(source).then(({ wasm }) => wasm);
  return built;
}
