import type { Delivery } from "@luminarys/sdk-as/engine";

/** What a callback was told. */
export interface HeardEvent {
  readonly connId: string;
  readonly callback: string;
  /** The data as text, `error_kind: error_msg`, or `close: code reason`. */
  readonly text: string;
  readonly data: Uint8Array;
  /** `text` or `binary` of a WebSocket's message. */
  readonly type: string;
}

/** Plays the engine: hears the events of connections one at a time, in order, at any pace. */
export class EventDriver {
  readonly events: HeardEvent[] = [];
  /** How many events have said that a connection is gone. */
  ended = 0;
  private readonly queue: Delivery[] = [];
  private readonly watchers = new Set<() => void>();
  private isHeld = false;

  readonly deliver = (delivery: Delivery): void => {
    this.queue.push(delivery);
    this.wake();
    if (!this.isHeld) queueMicrotask(() => this.drain());
  };

  /** How many events wait for a callback that is busy. */
  get waiting(): number {
    return this.queue.length;
  }

  get texts(): string[] {
    return this.events.map(({ text }) => text);
  }

  /** All data of a connection so far, as text. */
  textOf(connId: string): string {
    const parts = this.events.filter((each) => each.connId === connId).map(({ data }) => data);
    return Buffer.concat(parts).toString();
  }

  /** From now on callbacks are busy. */
  hold(): void {
    this.isHeld = true;
  }

  /** The callback ends, for the next event. */
  handleOne(): void {
    const delivery = this.queue.shift();
    if (delivery) this.handle(delivery);
  }

  /** Callbacks are as quick as before. */
  release(): void {
    this.isHeld = false;
    this.drain();
  }

  /** Waits until it is so. */
  until(isSo: () => boolean): Promise<void> {
    if (isSo()) return Promise.resolve();
    return new Promise((resolve) => {
      const watch = () => {
        if (!isSo()) return;
        this.watchers.delete(watch);
        resolve();
      };
      this.watchers.add(watch);
    });
  }

  untilCount(count: number): Promise<void> {
    return this.until(() => this.events.length >= count);
  }

  private drain(): void {
    while (!this.isHeld && this.queue.length > 0) this.handleOne();
  }

  private handle({ connection, event, onHandled }: Delivery): void {
    if (!connection.closed && connection.callback !== "") {
      const { data = new Uint8Array() } = event;
      const type = event.kind === "ws" ? (event.message_type ?? "") : "";
      const { id: connId, callback } = connection;
      if (event.error_kind) this.ended++;
      this.events.push({ connId, callback, data, type, text: textOf(event) });
    }
    onHandled?.();
    this.wake();
  }

  private wake(): void {
    for (const watch of [...this.watchers]) watch();
  }
}

function textOf(event: Delivery["event"]): string {
  const { data, error_kind, error_msg } = event;
  if (error_kind || error_msg) return `${error_kind ?? ""}: ${error_msg}`;
  if (event.kind === "ws" && event.message_type === "close") {
    return `close: ${event.close_code} ${event.close_text ?? ""}`;
  }
  return Buffer.from(data ?? []).toString();
}
