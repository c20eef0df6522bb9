import type { Clock } from "@luminarys/sdk-as/engine";
import type { Channel, JsonObject } from "../../channels/channel.js";
import { ChannelError } from "../../channels/channel-error.js";
import { GatewayError } from "./gateway-error.js";
import type { EventName, EventPayload, ResponseFrame, ServerFrame } from "./protocol.js";

export interface OutboxOptions {
  readonly channel: Channel<JsonObject>;
  readonly clock: Clock;
  /** Most messages that wait for the medium. Default 256. */
  readonly most?: number;
  /** Most milliseconds for one of them. Default 10,000. */
  readonly writeMs?: number;
  /** Told once when events begin to be dropped; mustn't throw. */
  readonly onDropping: () => void;
  /** Told of what has no JSON form, whose request was answered with an error instead. */
  readonly onError: (error: unknown) => void;
  /** The peer doesn't take what it has to: the connection is to be closed. */
  readonly onStuck: (reason: string) => void;
}

/**
 * What goes out on one connection, in the order of emission. To a peer that doesn't read, events are
 * dropped and leave a gap in `seq`; responses never are.
 */
export class Outbox {
  private readonly options: OutboxOptions;
  private readonly most: number;
  private readonly writeMs: number;
  private seq = 0;
  private waiting = 0;
  private lost = 0;
  /** When the message was reached that the medium has at its head. */
  private headMs = 0;
  private isWatching = false;
  private cancelWatch = () => {};

  constructor(options: OutboxOptions) {
    this.options = options;
    this.most = options.most ?? 256;
    this.writeMs = options.writeMs ?? 10_000;
  }

  /** How many events were dropped. */
  get dropped(): number {
    return this.lost;
  }

  event(event: EventName, payload: EventPayload): void {
    this.seq++;
    if (this.waiting < this.most) this.push({ type: "event", event, payload, seq: this.seq });
    else if (this.lost++ === 0) this.options.onDropping();
  }

  respond(response: ResponseFrame): void {
    if (this.waiting < this.most) this.push(response);
    else this.options.onStuck(`${this.most} messages wait for their reader`);
  }

  /** Forgets the time of what waits. */
  close(): void {
    this.cancelWatch();
  }

  private push(frame: ServerFrame): void {
    const { channel, clock } = this.options;
    if (channel.closed) return;
    if (this.waiting++ === 0) this.headMs = clock.now();
    if (!this.isWatching) this.watch(this.writeMs);
    channel.send(frame as unknown as JsonObject).then(this.onTaken, (error: unknown) => {
      this.onTaken();
      this.onUnsent(frame, error);
    });
  }

  /** Whoever asked waits for an answer. */
  private onUnsent(frame: ServerFrame, error: unknown): void {
    const { channel, onError } = this.options;
    // A medium may notice that its peer leaves before the channel is closed.
    const hasLeft = error instanceof ChannelError && error.code === "closed";
    if (channel.closed || hasLeft) return;
    onError(error);
    if (frame.type !== "res" || !frame.ok) return;
    const { payload } = new GatewayError("INTERNAL", "Cannot answer: the gateway failed");
    this.respond({ type: "res", id: frame.id, ok: false, error: payload });
  }

  private readonly onTaken = (): void => {
    this.waiting--;
    this.headMs = this.options.clock.now();
  };

  /** One timer for all messages: it is set anew for what is left of the head's time. */
  private watch(leftMs: number): void {
    const { clock, onStuck } = this.options;
    this.isWatching = true;
    this.cancelWatch = clock.setTimer(leftMs, () => {
      this.isWatching = false;
      if (this.waiting === 0) return;
      const left = this.headMs + this.writeMs - clock.now();
      if (left > 0) this.watch(left);
      else onStuck(`a message wasn't read within ${this.writeMs} ms`);
    });
  }
}
