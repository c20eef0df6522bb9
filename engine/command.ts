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

type Known = {
  [Type in keyof Readers as Readers[Type] extends null ? never : Type]: Readers[Type] extends (
    reader: Reader,
  ) => infer Payload
    ? { type: Type; payload: Payload }
    : never;
};

type Supported = {
  [Type in keyof Known]: { type: Type; payload: Decoded<Known[Type]["payload"]> };
};

/** What a skill asks its host to do after the call. */
export type SkillCommand =
  | Supported[keyof Supported]
  | { type: "unsupported"; name: string; payload: Value };

/** The same with its parts still MessagePack; a part that is absent is empty. */
export type RawCommand =
  | Known[keyof Known]
  | { type: "unsupported"; name: string; payload: Uint8Array };

/** Throws a DecodeError when the payload isn't what the contract promises for its type. */
export function readCommand({ type, payload }: Command): RawCommand {
  const read = Object.hasOwn(commandPayloads, type)
    ? commandPayloads[type as keyof Readers]
    : undefined;
  if (!read) return { type: "unsupported", name: type, payload };
  return { type, payload: read(readerOf(payload)) } as RawCommand;
}

/** Throws a DecodeError as `readCommand` does, or when a part isn't MessagePack. */
export function decodeCommand(command: Command): SkillCommand {
  const { payload } = command;
  const raw = readCommand(command);
  if (raw.type === "unsupported") return { ...raw, payload: readerOf(payload).value() };
  return { type: raw.type, payload: decodeParts(raw.payload) } as SkillCommand;
}

function readerOf(payload: Uint8Array): Reader {
  return new Reader(payload.length > 0 ? payload : Uint8Array.of(0xc0));
}

/** Every bytes field of a command holds MessagePack; none at all counts as nil. */
function decodeParts(part: unknown): unknown {
  if (part instanceof Uint8Array) return part.length > 0 ? decodeMessage(part) : null;
  if (Array.isArray(part)) return part.map(decodeParts);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, decodeParts(value)]));
}
