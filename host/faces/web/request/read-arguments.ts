import {
  chain,
  encodeMessage,
  type Maybe,
  type MethodInfo,
  type Value,
} from "@luminarys/sdk-as/engine";
import { bindParams, webArguments } from "@luminarys/sdk-as/engine/cores";
import type { Peer } from "../../../listen/mount.js";
import type { ServedRoute } from "../served-route.js";
import { mediaType, parseBody } from "./parse-body.js";
import { readBytes } from "./read-bytes.js";
import { readFields } from "./read-fields.js";
import { readRouteParams } from "./read-route-params.js";
import { RefusedRequest } from "./refused-request.js";

const FORM = "application/x-www-form-urlencoded";
const MAX_BODY_BYTES = 1 << 20;
const NO_ARGUMENTS = encodeMessage({});

export interface Incoming {
  readonly request: Request;
  readonly peer: Pick<Peer, "headers">;
  readonly path: string;
  /** Without its question mark. */
  readonly query: string;
  /** Parameters of the route, percent-encoded. */
  readonly params: readonly (readonly [string, string])[];
  readonly sessionId: string;
  readonly exchange: string;
}

/**
 * What the route's method gets, as MessagePack. Throws or rejects with a RefusedRequest for a request
 * that isn't what it says, and rejects with the connection's error when the body doesn't come.
 */
export function readArguments(route: ServedRoute, incoming: Incoming): Maybe<Uint8Array> {
  const maxBytes = route.declared.max_body_bytes ?? MAX_BODY_BYTES;
  const bytes = readBytes(incoming.request, { maxBytes });
  return chain(bytes, (body) => argumentsOf(route, { ...incoming, bytes: body }));
}

function argumentsOf(
  { declared, method }: ServedRoute,
  { bytes, ...incoming }: Incoming & { readonly bytes: Uint8Array },
): Uint8Array {
  const { request } = incoming;
  const route = readRouteParams(incoming.params);
  const query = readFields(incoming.query);
  const type = request.headers.get("content-type");
  if (declared.bind === "params") {
    const body = parseBody(bytes, type);
    const isForm = mediaType(type) === FORM;
    const bound = bindParams(method, { route, query, body, isForm });
    if ("refusal" in bound) throw new RefusedRequest(bound.refusal, { status: 400 });
    return encodeMessage(bound.args);
  }
  const takesBytes = method.params.some(({ name, encoding }) => {
    return name === "body" && encoding === "base64";
  });
  const body: Value = takesBytes ? noneIfEmpty(bytes) : parseBody(bytes, type);
  if (readsNothing(method)) return NO_ARGUMENTS;
  const { path, sessionId, exchange, peer } = incoming;
  const headers = (peer.headers ?? Object.fromEntries(request.headers)) as Record<string, string>;
  const all = { route, query, body, headers, method: request.method, path, sessionId, exchange };
  return encodeMessage(webArguments(method.params, all));
}

/** Only methods that are made of a signature say what they return, and they read what they name. */
function readsNothing({ params, result }: MethodInfo): boolean {
  return params.length === 0 && result !== undefined;
}

function noneIfEmpty(bytes: Uint8Array): Uint8Array | null {
  return bytes.length === 0 ? null : bytes;
}
