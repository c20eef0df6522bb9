import type { Channel, JsonObject } from "../../../channels/channel.js";
import type { EventFrame, ResponseFrame, ServerFrame } from "../protocol.js";
import { GatewayClientError, unavailable } from "./client-error.js";

interface Pending {
  resolve(payload: unknown): void;
  reject(error: unknown): void;
}

export interface LinkEvents {
  readonly onEvent: (event: EventFrame) => void;
  readonly onLost: (reason: string | undefined) => void;
}

/** One connection: requests and their answers. */
export class Link {
  private readonly channel: Channel<JsonObject>;
  private readonly events: LinkEvents;
  private readonly pending = new Map<string, Pending>();
  private count = 0;
  /** Whether it has ended. */
  isLost = false;
  /** How many frames have come. */
  heard = 0;

  constructor(channel: Channel<JsonObject>, events: LinkEvents) {
    this.channel = channel;
    this.events = events;
    channel.onFrame((frame) => this.take(frame as unknown as ServerFrame));
    channel.onClose((reason) => this.lose(reason));
  }

  /** Rejects with a GatewayClientError. */
  async request(method: string, params: object): Promise<unknown> {
    const id = String(++this.count);
    const answered = new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }));
    try {
      await this.channel.send({ type: "req", id, method, params });
    } catch (error) {
      this.pending.get(id)?.reject(lost(error));
      this.pending.delete(id);
    }
    return answered;
  }

  close(reason?: string): Promise<void> {
    return this.channel.close(reason);
  }

  private take(frame: ServerFrame): void {
    this.heard++;
    if (frame.type === "event") this.events.onEvent(frame);
    else this.settle(frame);
  }

  private settle(response: ResponseFrame): void {
    const pending = this.pending.get(response.id);
    this.pending.delete(response.id);
    if (response.ok) pending?.resolve(response.payload);
    else pending?.reject(new GatewayClientError(response.error));
  }

  private lose(reason: string | undefined): void {
    this.isLost = true;
    for (const pending of this.pending.values()) pending.reject(lost(reason));
    this.pending.clear();
    this.events.onLost(reason);
  }
}

function lost(cause: unknown): GatewayClientError {
  return unavailable("Cannot get an answer: the connection was lost", cause);
}
