import { Writer } from "./codec/writer.js";
import type { HostCall } from "./device.js";
import { attempt, chain, type Maybe } from "./maybe.js";
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

export interface EventTarget {
  /** Runs it in the skill's turn; `drop` hears that the skill was closed first. */
  post(task: () => Maybe<void>, drop: () => void): void;
  /** Runs a callback with its event; never fails. */
  call(connection: Connection, payload: Uint8Array): Maybe<void>;
}

const NO_BYTES = new Uint8Array(0);
const writer = new Writer();

/**
 * Hands events to callbacks, those of one connection in order and one at a time. However many wait,
 * a connection has one place in the skill's queue, so that a busy one doesn't hold up the others.
 */
export class ConnectionEvents {
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

  private post(id: string): void {
    this.target.post(
      () => this.handleNext(id),
      () => {},
    );
  }

  private handleNext(id: string): Maybe<void> {
    const deliveries = this.waiting.get(id);
    const delivery = deliveries?.[0];
    if (!deliveries || !delivery) return undefined;
    return chain(
      attempt(() => this.handle(delivery)),
      () => {
        if (this.waiting.get(id) !== deliveries) return;
        deliveries.shift();
        if (deliveries.length > 0) this.post(id);
        else this.waiting.delete(id);
        delivery.onHandled?.();
      },
    );
  }

  private handle({ connection, event }: Delivery): Maybe<void> {
    if (connection.closed || connection.callback === "") return undefined;
    return this.target.call(connection, encodeEvent(connection.id, event));
  }
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
