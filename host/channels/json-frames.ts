import type { Channel, FrameKind, JsonObject } from "./channel.js";
import { ChannelError } from "./channel-error.js";

export interface JsonFramesOptions {
  /** Handles a frame that is no JSON object, in its turn. Default: it is dropped. */
  readonly onInvalid?: (frame: unknown) => void | Promise<void>;
}

export interface JsonChannel extends Channel<JsonObject> {
  /** How many frames that came were no JSON objects. */
  readonly invalidCount: number;
}

/** A channel whose frames can hold JSON. */
export type JsonCarrier =
  | Channel<string>
  | Channel<Uint8Array>
  | Channel<string | Uint8Array>
  | Channel<JsonObject>;

/**
 * Lets JSON objects through, and nothing else: as text, as UTF-8 where the medium carries bytes only,
 * as themselves in memory. Binary frames of a medium that carries text aren't JSON.
 */
export function jsonFrames(
  carrier: JsonCarrier,
  { onInvalid = () => {} }: JsonFramesOptions = {},
): JsonChannel {
  const channel = carrier as Channel<unknown>;
  const { carries = "text" } = channel;
  let invalidCount = 0;
  return {
    carries: "values",
    get closed() {
      return channel.closed;
    },
    get invalidCount() {
      return invalidCount;
    },
    send: async (frame) => channel.send(encoders[carries](frame)),
    onFrame: (handler) =>
      channel.onFrame((frame) => {
        const decoded = decode(frame, carries);
        if (decoded) return handler(decoded);
        invalidCount++;
        return onInvalid(frame);
      }),
    onClose: (handler) => channel.onClose(handler),
    close: (reason, code) => channel.close(reason, code),
  };
}

const encoders: Readonly<Record<FrameKind, (frame: JsonObject) => unknown>> = {
  text: toText,
  bytes: (frame) => new TextEncoder().encode(toText(frame)),
  values: (frame) => {
    if (isObject(frame)) return frame;
    throw invalidError();
  },
};

function toText(frame: JsonObject): string {
  if (!isObject(frame)) throw invalidError();
  try {
    return JSON.stringify(frame);
  } catch (cause) {
    throw invalidError(cause);
  }
}

function decode(frame: unknown, carries: FrameKind): JsonObject | undefined {
  try {
    const value = carries === "values" ? frame : JSON.parse(readText(frame, carries));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Throws a TypeError for what isn't text. */
function readText(frame: unknown, carries: FrameKind): string {
  if (typeof frame === "string") return frame;
  if (carries === "text") throw new TypeError("Cannot read a frame: it is binary");
  return new TextDecoder("utf-8", { fatal: true }).decode(frame as Uint8Array);
}

function isObject(value: unknown): value is JsonObject {
  if (typeof value !== "object" || value === null) return false;
  return !Array.isArray(value) && !(value instanceof Uint8Array);
}

function invalidError(cause?: unknown): ChannelError {
  const message = "Cannot send a frame: it is no JSON object";
  return new ChannelError(message, { code: "invalid", cause });
}
