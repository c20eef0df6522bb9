import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.web
// @skill:name "Web"
// @skill:version 1.0.0

import {
  Context, MsgValue, newCallModule, newSchedule, utf8, web, webSend, WebRequest, Encoder
} from "@luminarys/sdk-as";

// @skill:method show "Shows a request"
// @skill:param request required "The request"
export function show(request: WebRequest): WebRequest {
  return request;
}

// @skill:method named "Takes parts of a request"
// @skill:param route required "Route"
// @skill:param method required "Method"
export function named(route: Map<string, string>, method: string): string {
  return method + " " + (route.has("id") ? route.get("id") : "");
}

// @skill:method upload "Counts bytes"
// @skill:param body required "Bytes"
export function upload(body: Uint8Array): i32 {
  return body.length;
}

// @skill:method answer "Answers in one of many ways"
// @skill:param request required "The request"
export function answer(ctx: Context, request: WebRequest): string | null {
  const how = request.queryValue("how");
  if (how == "head") webSend({ status: 201, headers: [{ name: "X-A", value: "1" }] });
  if (how == "head") return "made";
  if (how == "body") webSend({ status: 418, body: "tea" });
  if (how == "body") return "ignored";
  if (how == "redirect") webSend({ redirect: "/elsewhere" });
  if (how == "late status") return late();
  if (how == "twice") webSend({ body: "a" });
  if (how == "twice") return web.send({ body: "b" }).error;
  if (how == "throw") throw new Error("out of tea");
  if (how == "write and throw") webSend({ write: "half" });
  if (how == "write and throw") throw new Error("out of tea");
  if (how == "fail") ctx.fail("no tea");
  return null;
}

function late(): string {
  webSend({ write: "a" });
  const status = web.send({ status: 404 });
  web.write(status.code + ": " + status.error);
  return "ignored";
}

// @skill:method ticks "Sends events as long as the client stays"
// @skill:param request required "The request"
export function ticks(ctx: Context, request: WebRequest): void {
  webSend({ headers: [{ name: "content-type", value: "text/event-stream" }], write: "data: 0\\n\\n" });
  next(ctx, request.exchange, 1);
}

// @skill:callback
// @skill:method tick "Sends one event"
// @skill:param exchange required "The exchange"
// @skill:param count required "Which"
export function tick(ctx: Context, exchange: string, count: i32): string {
  if (count == 4) return web.end(exchange).error;
  const status = web.write("data: " + count.toString() + "\\n\\n", exchange);
  if (status.isOk) next(ctx, exchange, count + 1);
  return status.code;
}

function next(ctx: Context, exchange: string, count: i32): void {
  const e = new Encoder();
  e.encode_map_header(2);
  e.encode_str("exchange");
  e.encode_str(exchange);
  e.encode_str("count");
  e.encode_i64(count);
  ctx.addCommand(newSchedule("tick", 1000, e.finish()));
}

// @skill:method ask "Lets another skill answer"
// @skill:param method required "Method"
export function ask(ctx: Context, method: string): void {
  ctx.addCommand(newCallModule("other", method == "POST" ? "reply" : "show", utf8("")));
}

// @skill:method reply "Answers for another skill"
export function reply(): void {
  webSend({ body: "from the other" });
}

// @skill:method envelope "Answers with an envelope"
// @skill:param route required "Route"
export function envelope(route: Map<string, string>): MsgValue {
  const value = MsgValue.map();
  value.setField("status", MsgValue.int(route.has("odd") ? 99 : 202));
  value.setField("html", MsgValue.str("<p>"));
  return value;
}

// @skill:method outside "Answers nobody"
export function outside(): string {
  const status = web.write("a");
  return status.code + ": " + status.error;
}
`;

/** A skill whose methods answer HTTP requests in many ways. */
export async function buildWebSkill(): Promise<Uint8Array> {
  return (await buildSkill(source)).wasm;
}
