import { Writer } from "./codec/writer.js";
import type { HostCall } from "./device.js";
import { attempt, chain, type Maybe } from "./maybe.js";
import type { Row } from "./queue.js";
import { type ConnEvent, type WsEvent, writeConnEvent, writeWsEvent } from "./wire/events.gen.js";

/** A connection of a skill. It is read when an event's turn comes, so that changes count at once. */
export interface Connection {
  readonly id: string;
  /** The method that gets its events; "" drains them silently. */
  readonly callback: string;
  /** The call that opened it: events belong to its session. */
  readonly call: HostCall;
  /** Once true, events that still wait are dropped. */
  readonly closed?: boolean;
}

/** What happened on a connection; what is left out is empty. */
export type ConnectionEvent =
  | ({ readonly kind: "tcp" } & Partial<Omit<ConnEvent, "conn_id">>)
  | ({ readonly kind: "ws" } & Partial<Omit<WsEvent, "conn_id">>);

export interface Delivery {
  readonly connection: Connection;
  readonly event: ConnectionEvent;
  /** Told when the callback has ended, or wasn't called: a reader waits for this before it reads on. */
  readonly onHandled?: (() => void) | undefined;
}

/** An event for a callback, as MessagePack. */
export interface EventCall {
  readonly connection: Connection;
  readonly payload: Uint8Array;
}

export interface EventTarget {
  /** How many events of different connections may be handed over at once. */
  mostAtOnce(): number;
  /** Has the row run with it in the skill's turn. */
  post(row: Row, connectionId: string): void;
  /** Runs the callbacks of the first events, in their order, and gives how many; never fails. */
  call(events: readonly EventCall[]): Maybe<number>;
}

const NO_BYTES = new Uint8Array(0);
const writer = new Writer();

/**
 * Hands events to callbacks, those of one connection in order and one at a time. However many wait,
 * a connection has one place in the skill's queue, so that a busy one doesn't hold up the others.
 */
export class ConnectionEvents implements Row {
  private readonly target: EventTarget;
  private readonly waiting = new Map<string, Delivery[]>();

  constructor(target: EventTarget) {
    this.target = target;
  }

  deliver(delivery: Delivery): void {
    const { id } = delivery.connection;
    const deliveries = this.waiting.get(id);
    if (deliveries) {
      deliveries.push(delivery);
      return;
    }
    this.waiting.set(id, [delivery]);
    this.post(id);
  }

  /** Drops what waits. */
  clear(): void {
    const all = [...this.waiting.values()].flat();
    this.waiting.clear();
    for (const { onHandled } of all) onHandled?.();
  }

  get most(): number {
    return this.target.mostAtOnce();
  }

  /** Handles the next event of each of the first connections, as many as go at once. */
  run(ids: readonly string[]): Maybe<number> {
    const queues = ids.map((id) => this.waiting.get(id));
    const silent = queues.findIndex((queue) => !queue?.[0] || isSilent(queue[0]));
    if (silent === 0) return this.finish(ids[0] as string, queues[0]);
    const called = silent < 0 ? queues : queues.slice(0, silent);
    const deliveries = called.flatMap((queue) => queue?.[0] ?? []);
    const calling = attempt(() => this.target.call(deliveries.map(encode)));
    return chain(calling, (ended) => {
      const done = ended.ok ? ended.value : 1;
      for (let i = 0; i < done; i++) this.finish(ids[i] as string, queues[i]);
      return done;
    });
  }

  /** One event is done with, of a queue that may have been cleared since. */
  private finish(id: string, queue: Delivery[] | undefined): number {
    if (!queue || this.waiting.get(id) !== queue) return 1;
    const delivery = queue.shift();
    if (queue.length > 0) this.post(id);
    else this.waiting.delete(id);
    delivery?.onHandled?.();
    return 1;
  }

  private post(id: string): void {
    this.target.post(this, id);
  }
}

/** Whether nobody hears of it. */
function isSilent({ connection }: Delivery): boolean {
  return connection.closed === true || connection.callback === "";
}

function encode({ connection, event }: Delivery): EventCall {
  return { connection, payload: encodeEvent(connection.id, event) };
}

function encodeEvent(conn_id: string, event: ConnectionEvent): Uint8Array {
  writer.reset();
  const { data = NO_BYTES, error_kind = "", error_msg = "" } = event;
  const common = { conn_id, data, error_kind, error_msg };
  if (event.kind === "tcp") writeConnEvent(writer, common);
  else {
    const { message_type = "", close_code = 0, close_text = "" } = event;
    writeWsEvent(writer, { ...common, message_type, close_code, close_text });
  }
  return writer.take().slice();
}
