import { Reader } from "./msgpack/reader";
import { MsgValue } from "./msgpack/value";
import { text } from "./text";

/** An HTTP request, as a route's method may take it as its one parameter. */
export class WebRequest {
  /** What the path's parameters stand for, by name. */
  route: Map<string, string> = new Map<string, string>();
  /** By name; a parameter that is given more than once has several values. */
  query: Map<string, string[]> = new Map<string, string[]>();
  /** Parsed JSON or form, else text, else bytes; nil when there is none. */
  body: MsgValue = MsgValue.nil();
  /** By name in lower case. */
  headers: Map<string, string> = new Map<string, string>();
  /** In upper case. */
  method: string = "";
  /** Without the query. */
  path: string = "";
  /** Id of the session of the route. */
  sessionId: string = "";
  /** Id for `webSend`, so that later callbacks can write to the answer too. */
  exchange: string = "";

  /** The header of that name, however it's written; "" when there is none. */
  header(name: string): string {
    const key = lowerCase(name);
    return this.headers.has(key) ? this.headers.get(key) : "";
  }

  /** What a parameter of the path stands for; "" when there is none of that name. */
  routeValue(name: string): string {
    return this.route.has(name) ? this.route.get(name) : "";
  }

  /** The first value of a query's parameter; "" when there is none. */
  queryValue(name: string): string {
    if (!this.query.has(name)) return "";
    const values = this.query.get(name);
    return values.length > 0 ? values[0] : "";
  }

  /** The body when it is text, or bytes that hold UTF-8; "" for other bodies. Throws for other bytes. */
  text(): string {
    return this.body.kind == 5 ? text(this.body.bin) : this.body.getStr();
  }
}

/**
 * For entry files: reads what the host gives a method that takes a request.
 * @internal
 */
export function readWebRequest(r: Reader): WebRequest {
  const request = new WebRequest();
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    if (r.is("route")) request.route = readTexts(r);
    else if (r.is("query")) request.query = readQuery(r);
    else if (r.is("body")) request.body = r.value();
    else if (r.is("headers")) request.headers = readTexts(r);
    else if (r.is("method")) request.method = r.string();
    else if (r.is("path")) request.path = r.string();
    else if (r.is("sessionId")) request.sessionId = r.string();
    else if (r.is("exchange")) request.exchange = r.string();
    else r.skip();
  }
  return request;
}

function readTexts(r: Reader): Map<string, string> {
  const texts = new Map<string, string>();
  for (let left = r.map(); left > 0 && !r.failed; left--) {
    const name = r.string();
    texts.set(name, r.string());
  }
  return texts;
}

/** A parameter that is given once is a string. */
function readQuery(r: Reader): Map<string, string[]> {
  const query = new Map<string, string[]>();
  for (let left = r.map(); left > 0 && !r.failed; left--) {
    const name = r.string();
    const values: string[] = [];
    if (!r.isArray()) values.push(r.string());
    else for (let more = r.array(); more > 0 && !r.failed; more--) values.push(r.string());
    query.set(name, values);
  }
  return query;
}

/** ASCII alone: `toLowerCase` would bring tables of 10 KB along. */
function lowerCase(name: string): string {
  let lower = "";
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    lower += String.fromCharCode(code >= 0x41 && code <= 0x5a ? code | 0x20 : code);
  }
  return lower;
}
