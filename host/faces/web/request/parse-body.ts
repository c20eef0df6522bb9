import type { Value } from "@luminarys/sdk-as/engine";
import { readFields } from "./read-fields.js";
import { RefusedRequest } from "./refused-request.js";

/** The codec takes 64 levels, of which a request and its map are two. */
const MAX_NESTING = 60;

/** A body by its media type. Throws a RefusedRequest when it isn't what it says. */
export function parseBody(bytes: Uint8Array, contentType: string | null): Value {
  if (bytes.length === 0) return null;
  const type = mediaType(contentType);
  if (type === "application/json" || type.endsWith("+json")) {
    return parseJson(decodeText(bytes, "utf-8"));
  }
  if (type === "application/x-www-form-urlencoded") return readFields(decodeText(bytes, "utf-8"));
  if (type.startsWith("text/")) return decodeText(bytes, charsetOf(contentType));
  return bytes;
}

/** Lower-case, without parameters; "" for none. */
export function mediaType(contentType: string | null): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

function charsetOf(contentType: string | null): string {
  const [, quoted, bare] = /;\s*charset=(?:"([^"]*)"|([^\s;]+))/i.exec(contentType ?? "") ?? [];
  return quoted ?? bare ?? "utf-8";
}

function parseJson(text: string): Value {
  let value: Value;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new RefusedRequest("The body is not JSON", { status: 400, cause });
  }
  if (isShallow(value, MAX_NESTING)) return value;
  throw new RefusedRequest("The body is nested too deeply", { status: 400 });
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  return depth > 0 && Object.values(value).every((each) => isShallow(each, depth - 1));
}

function decodeText(bytes: Uint8Array, charset: string): string {
  return decode(decoderOf(charset), bytes);
}

function decoderOf(charset: string): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset, { fatal: true });
  } catch (cause) {
    throw new RefusedRequest("The body's charset is not known", { status: 415, cause });
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    const message = `The body is not ${decoder.encoding.toUpperCase()} text`;
    throw new RefusedRequest(message, { status: 400, cause });
  }
}
