import type { Channel, JsonObject } from "../../../channels/channel.js";
import type { EventFrame, ResponseFrame, ServerFrame } from "../../../faces/gateway/protocol.js";

/** A client that does what it's told, and remembers what it gets. */
export class FramePeer {
  readonly frames: ServerFrame[] = [];
  /** Why its connection has ended. */
  readonly ended: Promise<string | undefined>;
  private readonly channel: Channel<JsonObject>;
  private readonly waiting = new Map<string, (response: ResponseFrame) => void>();
  private count = 0;

  constructor(channel: Channel<JsonObject>) {
    this.channel = channel;
    this.ended = new Promise((resolve) => channel.onClose(resolve));
    channel.onFrame((frame) => this.take(frame as unknown as ServerFrame));
  }

  get events(): EventFrame[] {
    return this.frames.filter((frame) => frame.type === "event");
  }

  get closed(): boolean {
    return this.channel.closed;
  }

  /** Sends a frame as it is. */
  async send(frame: unknown): Promise<void> {
    await this.channel.send(frame as JsonObject);
  }

  /** The answer of a request, whatever it is. */
  async request(method: string, params?: unknown, id = `r${++this.count}`): Promise<ResponseFrame> {
    const answered = this.answer(id);
    await this.send({ type: "req", id, method, ...(params !== undefined && { params }) });
    return answered;
  }

  /** What a request that succeeds is answered with. */
  async demand<T = JsonObject>(method: string, params?: unknown): Promise<T> {
    const response = await this.request(method, params);
    if (response.ok) return response.payload as T;
    throw new Error(`${method} was refused: ${response.error.message}`);
  }

  /** Why a request that fails does so. */
  async refusal(method: string, params?: unknown): Promise<unknown> {
    const response = await this.request(method, params);
    return response.ok ? response : response.error;
  }

  /** The next answer with this id. */
  answer(id: string): Promise<ResponseFrame> {
    return new Promise((resolve) => this.waiting.set(id, resolve));
  }

  close(): Promise<void> {
    return this.channel.close();
  }

  private take(frame: ServerFrame): void {
    this.frames.push(frame);
    if (frame.type !== "res") return;
    this.waiting.get(frame.id)?.(frame);
    this.waiting.delete(frame.id);
  }
}
