import type { Value } from "../../../engine/codec/value.js";
import { demandOptions, optionKinds } from "../../option-check.js";
import { type Bytes, toBytes } from "../bytes.js";

/** What a client sends beside method and URL. */
export interface WebRequestOptions {
  readonly headers?: Readonly<Record<string, string>>;
  /** A string is sent as text, bytes are sent as they are. */
  readonly body?: Bytes;
  readonly json?: Value;
  /** Sent as a form. */
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
  /** Default: one of its own. */
  readonly sessionId?: string;
}

/** Fields that are there more than once have lists. */
type Fields = Record<string, string | string[]>;

/** A request as its route's method sees it. */
export interface ReadRequest {
  readonly path: string;
  readonly query: Fields;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: Value;
  /** The body as it is sent. */
  readonly bytes: Uint8Array;
  /** Whether the body's values are texts. */
  readonly isForm: boolean;
}

const FORM = "application/x-www-form-urlencoded";

const shape = {
  headers: optionKinds.texts,
  body: optionKinds.content,
  json: optionKinds.any,
  form: optionKinds.fields,
  sessionId: optionKinds.text,
};

/** Throws a TypeError for what is no request. */
export function readRequest(url: string, options: WebRequestOptions): ReadRequest {
  if (!url.startsWith("/")) {
    throw new TypeError(`Cannot request "${url}": expected a path, such as "/notes/5?all=1"`);
  }
  demandOptions(options, { action: `request "${url}"`, shape });
  const [whole = ""] = url.split("#", 1);
  const mark = whole.indexOf("?");
  const path = mark < 0 ? whole : whole.slice(0, mark);
  const { type, ...content } = readBody(options, url);
  const given = Object.entries(options.headers ?? {});
  const headers = Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), value]));
  if (type !== "") headers["content-type"] ??= type;
  const query = mark < 0 ? {} : fieldsOf(new URLSearchParams(whole.slice(mark + 1)));
  const isForm = headers["content-type"]?.startsWith(FORM) === true;
  return { path, query, headers, isForm, ...content };
}

interface Content {
  readonly type: string;
  readonly body: Value;
  readonly bytes: Uint8Array;
}

function readBody({ body, json, form }: WebRequestOptions, url: string): Content {
  const given = Object.entries({ body, json, form }).filter(([, each]) => each !== undefined);
  if (given.length > 1) {
    const names = given.map(([name]) => name).join(" and ");
    throw new TypeError(`Cannot request "${url}": ${names} are given, expected one of them`);
  }
  if (json !== undefined) {
    return { type: "application/json", body: json, bytes: toBytes(JSON.stringify(json)) };
  }
  if (form !== undefined) {
    const params = paramsOf(form);
    return { type: FORM, body: fieldsOf(params), bytes: toBytes(params.toString()) };
  }
  if (body === undefined || body.length === 0) {
    return { type: "", body: null, bytes: new Uint8Array() };
  }
  const type = typeof body === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
  return { type, body: typeof body === "string" ? body : toBytes(body), bytes: toBytes(body) };
}

function paramsOf(form: Required<WebRequestOptions>["form"]): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, values] of Object.entries(form)) {
    for (const value of [values].flat()) params.append(name, value);
  }
  return params;
}

function fieldsOf(params: URLSearchParams): Fields {
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of params) {
    const before = fields.get(name);
    fields.set(name, before === undefined ? value : [before, value].flat());
  }
  return Object.fromEntries(fields);
}
