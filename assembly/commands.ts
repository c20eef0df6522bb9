import { Encoder } from "./msgpack/encoder";
import { closeReader, openReader } from "./runtime/bytes-reader";
import {
  CMD_BATCH_INVOKE,
  CMD_CALL_MODULE,
  CMD_EMIT_EVENT,
  CMD_LOAD_KV,
  CMD_SCHEDULE,
  CMD_STORE_KV,
  CMD_SUBSCRIBE,
} from "./runtime/constants";
import { NO_BYTES } from "./runtime/request";
import { Command } from "./runtime/response";

const NIL: u8 = 0xc0;
const EMPTY_MAP: u8 = 0x80;

/** One call of a batch. */
export class BatchItem {
  /** Number by which its outcome is told. */
  index: i32 = 0;
  /** Id of the skill to call. */
  skill_id: string = "";
  /** Name of its method. */
  method: string = "";
  /** MessagePack map of the arguments; empty = {}. */
  payload: Uint8Array = NO_BYTES;
}

/** `bytes` when they hold exactly one MessagePack value, the one-byte value `whenEmpty` for none. */
function valueOf(bytes: Uint8Array, whenEmpty: u8): Uint8Array {
  if (bytes.length == 0) {
    const value = new Uint8Array(1);
    value[0] = whenEmpty;
    return value;
  }
  const r = openReader(bytes);
  r.skip();
  closeReader(r, "payload");
  return bytes;
}

/** A command's type and the fields of its payload. */
class CommandBuilder {
  private out: Encoder = new Encoder();

  constructor(
    private type: string,
    fields: i32,
  ) {
    this.out.encode_map_header(fields);
  }

  text(key: string, value: string): CommandBuilder {
    this.out.encode_str(key);
    this.out.encode_str(value);
    return this;
  }

  int(key: string, value: i64): CommandBuilder {
    this.out.encode_str(key);
    this.out.encode_i64(value);
    return this;
  }

  value(key: string, bytes: Uint8Array, whenEmpty: u8): CommandBuilder {
    this.out.encode_str(key);
    this.out.encode_raw(valueOf(bytes, whenEmpty));
    return this;
  }

  items(items: BatchItem[]): CommandBuilder {
    this.out.encode_str("items");
    this.out.encode_array_header(items.length);
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      this.out.encode_map_header(4);
      this.int("index", item.index).text("skill_id", item.skill_id).text("method", item.method);
      this.out.encode_str("payload");
      this.out.encode_bin(valueOf(item.payload, EMPTY_MAP));
    }
    return this;
  }

  build(): Command {
    return { type: this.type, payload: this.out.finish() };
  }
}

/** Publishes `payload` (one MessagePack value; empty = nil) to the subscribers of a topic. */
export function newEmitEvent(topic: string, payload: Uint8Array = NO_BYTES): Command {
  const command = new CommandBuilder(CMD_EMIT_EVENT, 2);
  return command.text("topic", topic).value("payload", payload, NIL).build();
}

/** Has a method receive what is published under a topic. */
export function newSubscribe(topic: string, callback: string): Command {
  const command = new CommandBuilder(CMD_SUBSCRIBE, 2);
  return command.text("topic", topic).text("callback", callback).build();
}

/**
 * Calls a method of another skill with `payload`, a MessagePack map of its arguments (empty = {}). Its
 * outcome goes to the method `callback`, together with `callCtx`; "" drops it.
 */
export function newCallModule(
  skillId: string,
  method: string,
  payload: Uint8Array = NO_BYTES,
  callback: string = "",
  callCtx: string = "",
): Command {
  return new CommandBuilder(CMD_CALL_MODULE, 5)
    .text("skill_id", skillId)
    .text("method", method)
    .value("payload", payload, EMPTY_MAP)
    .text("callback", callback)
    .text("call_ctx", callCtx)
    .build();
}

/** Stores `value` (one MessagePack value; empty = nil) under a key that all skills share. */
export function newStoreKV(key: string, value: Uint8Array): Command {
  return new CommandBuilder(CMD_STORE_KV, 2).text("key", key).value("value", value, NIL).build();
}

/** Has the method `callback` receive the value that is stored under a key. */
export function newLoadKV(key: string, callback: string): Command {
  return new CommandBuilder(CMD_LOAD_KV, 2).text("key", key).text("callback", callback).build();
}

/** Invokes a method of this skill after `delayMs` with `payload` as its arguments (empty = {}). */
export function newSchedule(method: string, delayMs: i64, payload: Uint8Array = NO_BYTES): Command {
  return new CommandBuilder(CMD_SCHEDULE, 3)
    .text("method", method)
    .int("delay_ms", delayMs)
    .value("payload", payload, EMPTY_MAP)
    .build();
}

/** Makes several calls, at most `concurrency` at once (0 = no limit); their outcome goes to `callback`. */
export function batchInvokeCommand(
  items: BatchItem[],
  callback: string,
  concurrency: i32 = 0,
): Command {
  return new CommandBuilder(CMD_BATCH_INVOKE, 3)
    .items(items)
    .text("callback", callback)
    .int("concurrency", concurrency)
    .build();
}
