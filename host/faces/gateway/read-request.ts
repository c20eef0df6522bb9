import { shownValue } from "@luminarys/sdk-as/engine/cores";
import { GatewayError } from "./gateway-error.js";
import { asObject, isText } from "./read-params.js";

const MAX_ID = 256;
const MAX_METHOD = 100;

type Frame = Readonly<Record<string, unknown>>;

/** A request whose method and parameters are to be looked at. */
export interface Request {
  readonly id: string;
  readonly method: string;
  readonly params: Frame;
}

/** The id that an answer can be given to. Throws a GatewayError for a frame that has none. */
export function readId({ type, id }: Frame): string {
  if (type !== "req") throw unreadable(`type is ${shownValue(type)}, expected "req"`);
  if (isText(id, { min: 1, max: MAX_ID })) return id;
  throw unreadable(`id is ${shownValue(id)}, expected a text of 1 to ${MAX_ID} characters`);
}

/** The rest of it. Throws a GatewayError. */
export function readRequest({ method, params }: Frame, id: string): Request {
  if (!isText(method, { min: 1, max: MAX_METHOD })) {
    const found = shownValue(method);
    throw unreadable(`method is ${found}, expected a text of 1 to ${MAX_METHOD} characters`);
  }
  const read = params === undefined ? {} : asObject(params);
  if (read) return { id, method, params: read };
  throw unreadable(`params is ${shownValue(params)}, expected an object`);
}

export function unreadable(reason: string): GatewayError {
  return new GatewayError("INVALID_REQUEST", `Cannot read frame: ${reason}`);
}
