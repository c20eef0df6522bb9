import type { Value } from "../codec/value.js";
import { HostError } from "../errors.js";
import type { HttpHeaderLine } from "./http-redirect.js";
import { exactJsonValue } from "./json-schema.js";
import type { WebAnswer } from "./web-exchange.js";
import { checkAnswerHeaders, checkStatus, hasNoBody } from "./web-head.js";

const HTML = "text/html; charset=utf-8";
const TEXT = "text/plain; charset=utf-8";
const JSON_TYPE = "application/json";
const BYTES = "application/octet-stream";

const encoder = new TextEncoder();

const envelopeKeys = ["status", "headers", "html", "json", "body"];

/**
 * The answer that a method's return value is: a string as HTML, bytes as they are, nil as 204,
 * anything else as JSON.
 */
export function answerOfValue(value: Value): WebAnswer {
  if (value === null) return { status: 204, headers: [], body: new Uint8Array() };
  if (typeof value === "string") return answer(HTML, value);
  if (value instanceof Uint8Array) return answer(BYTES, value);
  return answer(JSON_TYPE, JSON.stringify(exactJsonValue(value)));
}

/**
 * The answer that a map { status = 200, headers, html | json | body } is. Headers are a map of texts,
 * or of lists of texts for lines of one name; what is nil counts as absent. Throws a HostError for
 * anything else.
 */
export function answerOfEnvelope(value: Value): WebAnswer {
  const envelope = mapOf(value, "the answer is");
  const unknown = Object.keys(envelope).find((key) => !envelopeKeys.includes(key));
  if (unknown !== undefined) {
    throw refuse(`"${unknown}" is no key of it, expected ${envelopeKeys.join(", ")}`);
  }
  const status = envelope.status ?? 200;
  if (typeof status !== "number") throw refuse("its status is no number");
  checkStatus(status);
  const content = contentOf(envelope);
  if (hasNoBody(status) && content.body.length > 0) throw refuse(`status ${status} has no body`);
  const headers = headersOf(envelope.headers ?? null);
  checkAnswerHeaders(headers);
  const typed = headers.some(({ name }) => name.toLowerCase() === "content-type");
  return { ...content, status, headers: typed ? headers : [...content.headers, ...headers] };
}

function contentOf({ html = null, json = null, body = null }: { [key: string]: Value }): WebAnswer {
  const given = Object.entries({ html, json, body }).filter(([, each]) => each !== null);
  if (given.length > 1) {
    throw refuse(`it has ${given.map(([key]) => key).join(" and ")}, give one`);
  }
  if (html !== null) {
    if (typeof html !== "string") throw refuse("its html is no text");
    return answer(HTML, html);
  }
  if (json !== null) return answer(JSON_TYPE, JSON.stringify(exactJsonValue(json)));
  if (typeof body === "string") return answer(TEXT, body);
  if (body instanceof Uint8Array) return answer(BYTES, body);
  if (body !== null) throw refuse("its body is neither text nor bytes");
  return { status: 200, headers: [], body: new Uint8Array() };
}

function headersOf(value: Value): HttpHeaderLine[] {
  if (value === null) return [];
  return Object.entries(mapOf(value, "its headers are")).flatMap(([name, given]) =>
    (Array.isArray(given) ? given : [given]).map((each) => {
      if (typeof each !== "string") throw refuse(`its header "${name}" is no text`);
      return { name, value: each };
    }),
  );
}

function mapOf(value: Value, what: string): { [key: string]: Value } {
  const plain = typeof value === "object" && value !== null && !(value instanceof Uint8Array);
  const proto = plain ? Object.getPrototypeOf(value) : undefined;
  if (proto !== Object.prototype && proto !== null) throw refuse(`${what} no map`);
  return value as { [key: string]: Value };
}

function answer(type: string, content: string | Uint8Array): WebAnswer {
  const body = typeof content === "string" ? encoder.encode(content) : content;
  return { status: 200, headers: [{ name: "content-type", value: type }], body };
}

function refuse(reason: string): HostError {
  return new HostError(`Cannot answer with an envelope: ${reason}`, { code: "invalid" });
}
