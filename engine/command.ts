import { decodeMessage } from "./codec/message.js";
import { Reader } from "./codec/reader.js";
import type { Value } from "./codec/value.js";
import { commandPayloads } from "./wire/commands.gen.js";
import type { Command } from "./wire/envelopes.gen.js";

type Readers = typeof commandPayloads;

/** A record whose MessagePack parts are decoded. */
type Decoded<T> = T extends Uint8Array
  ? Value
  : T extends readonly (infer Item)[]
    ? Decoded<Item>[]
    : T extends object
      ? { [Key in keyof T]: Decoded<T[Key]> }
      : T;

type Supported = {
  [Type in keyof Readers as Readers[Type] extends null ? never : Type]: Readers[Type] extends (
    reader: Reader,
  ) => infer Payload
    ? { type: Type; payload: Decoded<Payload> }
    : never;
};

/** What a skill asks its host to do after the call. */
export type SkillCommand =
  | Supported[keyof Supported]
  | { type: "unsupported"; name: string; payload: Value };

/** Throws a DecodeError when the payload isn't what the contract promises for its type. */
export function decodeCommand({ type, payload }: Command): SkillCommand {
  const reader = new Reader(payload.length > 0 ? payload : Uint8Array.of(0xc0));
  const read = Object.hasOwn(commandPayloads, type)
    ? commandPayloads[type as keyof Readers]
    : undefined;
  if (!read) return { type: "unsupported", name: type, payload: reader.value() };
  return { type, payload: decodeParts(read(reader)) } as SkillCommand;
}

/** Every bytes field of a command holds MessagePack; none at all counts as nil. */
function decodeParts(part: unknown): unknown {
  if (part instanceof Uint8Array) return part.length > 0 ? decodeMessage(part) : null;
  if (Array.isArray(part)) return part.map(decodeParts);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, decodeParts(value)]));
}
