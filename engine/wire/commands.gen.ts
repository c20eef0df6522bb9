// Made by scripts/generate-wire.ts from contract/. Do not edit.
import type { Reader } from "../codec/reader.js";

const NO_BYTES = new Uint8Array(0);

/** One call of a batch. */
export interface BatchItem {
  /** Number that the outcome carries. */
  index: number;
  /** The skill to call. */
  skill_id: string;
  /** Its method. */
  method: string;
  /** The map of arguments, as MessagePack; empty = no arguments. */
  payload: Uint8Array;
}

/** Calls a method of another skill. */
export interface CallModule {
  /** The skill to call. */
  skill_id: string;
  /** Its method. */
  method: string;
  /** The map of arguments, as MessagePack. */
  payload: Uint8Array;
  /** Method that gets the outcome; "" = nobody does. */
  callback: string;
  /** Text that comes back with the outcome. */
  call_ctx: string;
}

/** Calls several methods. */
export interface BatchInvoke {
  /** The calls. */
  items: BatchItem[];
  /** Method that gets the outcome; "" = nobody does. */
  callback: string;
  /** Most calls at a time; 0 = unlimited. */
  concurrency: number;
}

/** Calls a method of its own later. */
export interface Schedule {
  /** The method. */
  method: string;
  /** Milliseconds to wait. */
  delay_ms: number | bigint;
  /** The map of arguments, as MessagePack. */
  payload: Uint8Array;
}

/** Publishes a message on the bus. */
export interface EmitEvent {
  /** Its topic. */
  topic: string;
  /** Any value, as MessagePack. */
  payload: Uint8Array;
}

/** Sends the messages of a topic to a method. */
export interface Subscribe {
  /** The topic. */
  topic: string;
  /** The method. */
  callback: string;
}

/** Stores a value. */
export interface StoreKv {
  /** Its key. */
  key: string;
  /** Any value, as MessagePack. */
  value: Uint8Array;
}

/** Loads a stored value. */
export interface LoadKv {
  /** Its key. */
  key: string;
  /** Method that gets the outcome; "" = nobody does. */
  callback: string;
}

export function readBatchItem(r: Reader): BatchItem {
  const batchItem: BatchItem = { index: 0, skill_id: "", method: "", payload: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "index":
        batchItem.index = r.i32();
        break;
      case "skill_id":
        batchItem.skill_id = r.string();
        break;
      case "method":
        batchItem.method = r.string();
        break;
      case "payload":
        batchItem.payload = r.bytes();
        break;
      default:
        r.skip();
    }
  }
  return batchItem;
}

export function readBatchItems(r: Reader): BatchItem[] {
  const items: BatchItem[] = [];
  for (let left = r.array(); left > 0; left--) items.push(readBatchItem(r));
  return items;
}

export function readCallModule(r: Reader): CallModule {
  const callModule: CallModule = {
    skill_id: "",
    method: "",
    payload: NO_BYTES,
    callback: "",
    call_ctx: "",
  };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "skill_id":
        callModule.skill_id = r.string();
        break;
      case "method":
        callModule.method = r.string();
        break;
      case "payload":
        callModule.payload = r.args();
        break;
      case "callback":
        callModule.callback = r.string();
        break;
      case "call_ctx":
        callModule.call_ctx = r.string();
        break;
      default:
        r.skip();
    }
  }
  return callModule;
}

export function readBatchInvoke(r: Reader): BatchInvoke {
  const batchInvoke: BatchInvoke = { items: [], callback: "", concurrency: 0 };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "items":
        batchInvoke.items = readBatchItems(r);
        break;
      case "callback":
        batchInvoke.callback = r.string();
        break;
      case "concurrency":
        batchInvoke.concurrency = r.i32();
        break;
      default:
        r.skip();
    }
  }
  return batchInvoke;
}

export function readSchedule(r: Reader): Schedule {
  const schedule: Schedule = { method: "", delay_ms: 0, payload: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "method":
        schedule.method = r.string();
        break;
      case "delay_ms":
        schedule.delay_ms = r.i64();
        break;
      case "payload":
        schedule.payload = r.args();
        break;
      default:
        r.skip();
    }
  }
  return schedule;
}

export function readEmitEvent(r: Reader): EmitEvent {
  const emitEvent: EmitEvent = { topic: "", payload: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "topic":
        emitEvent.topic = r.string();
        break;
      case "payload":
        emitEvent.payload = r.spliced();
        break;
      default:
        r.skip();
    }
  }
  return emitEvent;
}

export function readSubscribe(r: Reader): Subscribe {
  const subscribe: Subscribe = { topic: "", callback: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "topic":
        subscribe.topic = r.string();
        break;
      case "callback":
        subscribe.callback = r.string();
        break;
      default:
        r.skip();
    }
  }
  return subscribe;
}

export function readStoreKv(r: Reader): StoreKv {
  const storeKv: StoreKv = { key: "", value: NO_BYTES };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "key":
        storeKv.key = r.string();
        break;
      case "value":
        storeKv.value = r.spliced();
        break;
      default:
        r.skip();
    }
  }
  return storeKv;
}

export function readLoadKv(r: Reader): LoadKv {
  const loadKv: LoadKv = { key: "", callback: "" };
  for (let left = r.map(); left > 0; left--) {
    const name = r.key();
    if (r.isNil()) continue;
    switch (name) {
      case "key":
        loadKv.key = r.string();
        break;
      case "callback":
        loadKv.callback = r.string();
        break;
      default:
        r.skip();
    }
  }
  return loadKv;
}

/** Reads a command's payload; null is a command that no host supports. */
export const commandPayloads = {
  call_module: readCallModule,
  batch_invoke: readBatchInvoke,
  schedule: readSchedule,
  emit_event: readEmitEvent,
  subscribe: readSubscribe,
  store_kv: readStoreKv,
  load_kv: readLoadKv,
  spawn: null,
  terminate: null,
} as const;

export type CommandType = keyof typeof commandPayloads;
