import {
  parseSetCookie,
  printSetCookie,
  type SetCookie,
} from "../../../engine/cores/set-cookie.js";
import type { HttpHeader } from "../../../engine/wire/http.gen.js";
import { demandOptions, optionKinds } from "../../option-check.js";
import { type Bytes, toBytes } from "../bytes.js";

/** What a server says. One of json, text and body, or no body. */
export interface HttpReply {
  /** 200 unless told otherwise. */
  status?: number;
  headers?: Readonly<Record<string, string | readonly string[]>>;
  cookies?: readonly (Partial<SetCookie> & { name: string; value: string })[];
  json?: unknown;
  text?: string;
  body?: Bytes;
  /** How long the server thinks, in virtual time. */
  delayMs?: number;
}

const shape = {
  status: optionKinds.number,
  headers: optionKinds.fields,
  cookies: optionKinds.records,
  json: optionKinds.any,
  text: optionKinds.text,
  body: optionKinds.content,
  delayMs: optionKinds.amount,
};

const cookieShape = {
  name: optionKinds.text,
  value: optionKinds.text,
  domain: optionKinds.text,
  path: optionKinds.text,
  expires: optionKinds.number,
  secure: optionKinds.flag,
  httponly: optionKinds.flag,
};

/** Throws a TypeError for what no server says. `action` stands after `Cannot`. */
export function demandReply(reply: HttpReply, action: string): void {
  demandOptions(reply, { action, shape, wanted: 'an object such as { text: "..." }' });
  const cookie = { action: `${action}, in a cookie`, shape: cookieShape };
  for (const each of reply.cookies ?? []) {
    demandOptions(each, { ...cookie, required: ["name", "value"] });
  }
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: HttpHeader[];
  readonly cookies: SetCookie[];
  readonly body: Uint8Array;
}

export function answerOf(reply: HttpReply, nowMs: number): HttpAnswer {
  const headers = headersOf(reply);
  const cookies = headers
    .filter(({ name }) => name.toLowerCase() === "set-cookie")
    .flatMap(({ value }) => parseSetCookie(value, nowMs) ?? []);
  return { status: reply.status ?? 200, headers, cookies, body: bodyOf(reply) };
}

function headersOf(reply: HttpReply): HttpHeader[] {
  const headers = Object.entries(reply.headers ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => ({ name, value })),
  );
  const type = contentTypeOf(reply);
  if (type && !headers.some(({ name }) => name.toLowerCase() === "content-type")) {
    headers.push({ name: "content-type", value: type });
  }
  for (const cookie of reply.cookies ?? []) {
    headers.push({ name: "set-cookie", value: printSetCookie(cookie) });
  }
  return headers;
}

function contentTypeOf({ json, text }: HttpReply): string | undefined {
  if (json !== undefined) return "application/json";
  return text === undefined ? undefined : "text/plain; charset=utf-8";
}

function bodyOf({ json, text, body }: HttpReply): Uint8Array {
  if (json !== undefined) return toBytes(JSON.stringify(json));
  return toBytes(text ?? body ?? "").slice();
}
