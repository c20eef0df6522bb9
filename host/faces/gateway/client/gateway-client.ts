import { wsChannel } from "../../../channels/browser/ws-channel.js";
import type { Channel, JsonObject } from "../../../channels/channel.js";
import { jsonFrames } from "../../../channels/json-frames.js";
import type { ChatAnswer, EventFrame, Welcome } from "../protocol.js";
import { type BackoffOptions, backoff } from "./backoff.js";
import { Chat, type ChatInput } from "./chat.js";
import { GatewayClientError, unavailable } from "./client-error.js";
import { startHeartbeat } from "./heartbeat.js";
import { Link } from "./link.js";

/** `closed` until `connect`, after `close`, and when the gateway refuses the user. */
export type ClientState = "closed" | "connecting" | "connected" | "reconnecting";

export interface GatewayClientOptions {
  /** Of the gateway: `ws://127.0.0.1:8080/ws`. */
  readonly url: string | URL;
  readonly userId: string;
  readonly token?: string;
  /** Told of every event, those too of runs that others began; mustn't throw. */
  readonly onEvent?: (event: EventFrame) => void;
  /** Told of every change; mustn't throw. `reason` is why a connection was lost or refused. */
  readonly onState?: (state: ClientState, reason?: string) => void;
  readonly reconnect?: BackoffOptions;
  /** After so many milliseconds without a message it asks whether the gateway is there. Default 30,000. */
  readonly heartbeatMs?: number;
  /** Opens a channel. Default: a WebSocket. */
  readonly open?: (url: string | URL) => Promise<Channel<JsonObject>>;
  /** From 0 up to 1; spreads the waits. Default: `Math.random`. */
  readonly random?: () => number;
  /** Runs it once after so many milliseconds, and gives what cancels it. Default: `setTimeout`. */
  readonly setTimer?: (delayMs: number, run: () => void) => () => void;
}

/** A connection to a gateway that comes back by itself: runs go on, and their chats with them. */
export class GatewayClient {
  private readonly options: GatewayClientOptions;
  private readonly chats = new Map<string, Chat>();
  private link: Link | undefined;
  private current: ClientState = "closed";
  private failed = 0;
  private cancelWait = () => {};
  private stopHeartbeat = () => {};
  /** Those that wait for a connection. */
  private waiting: { resolve(link: Link): void; reject(error: unknown): void }[] = [];

  constructor(options: GatewayClientOptions) {
    this.options = options;
  }

  get state(): ClientState {
    return this.current;
  }

  /** Once: rejects with a GatewayClientError. Later connections are made by themselves. */
  async connect(): Promise<Welcome> {
    if (this.current !== "closed") {
      throw unavailable(`Cannot connect: the client is ${this.current}`);
    }
    this.turn("connecting");
    try {
      return await this.openLink();
    } catch (error) {
      this.end(error);
      throw error;
    }
  }

  /**
   * Waits for a connection that is being made. Rejects with a GatewayClientError: the gateway's, or
   * UNAVAILABLE when the connection was lost before the answer.
   */
  async call<T = unknown>(method: string, params: object = {}): Promise<T> {
    const link = this.link ?? (await this.nextLink());
    return (await link.request(method, params)) as T;
  }

  /** Sends a message to an agent. */
  chat(input: ChatInput): Chat {
    const runId = createRunId();
    const chat = new Chat(input, {
      runId,
      call: <T>(method: string, params: object) => this.call<T>(method, params),
      onLoose: (each) => void this.resume(each),
    });
    this.chats.set(runId, chat);
    const leave = () => void this.chats.delete(runId);
    chat.answer.then(leave, leave);
    void this.send(chat, { ...input, runId });
    return chat;
  }

  /** Rejects what waits, and comes back no more; runs go on. */
  async close(): Promise<void> {
    const { link } = this;
    this.end(closedError());
    await link?.close();
  }

  private async send(chat: Chat, params: ChatInput & { runId: string }): Promise<void> {
    const link = this.link ?? (await this.nextLink().catch((error) => chat.fail(error)));
    if (!link) return;
    chat.isSent = true;
    try {
      const { channel = "websocket" } = params;
      chat.finish((await link.request("chat.send", { ...params, channel })) as ChatAnswer);
    } catch (error) {
      // A run outlives its connection: it is looked for once there is another one.
      if (!link.isLost || this.current === "closed") chat.fail(error);
    }
  }

  private async resume(chat: Chat): Promise<void> {
    try {
      await chat.resume();
    } catch (error) {
      // Lost again: the next connection asks again.
      if (this.current !== "reconnecting") chat.fail(error);
    }
  }

  private async openLink(): Promise<Welcome> {
    const { url, userId, token, open = openWebSocket } = this.options;
    const channel = await open(url).catch((cause: unknown) => {
      throw unavailable(`Cannot reach the gateway at ${url}`, cause);
    });
    let isReady = false;
    const link: Link = new Link(channel, {
      onEvent: (event) => this.hear(event),
      onLost: (reason) => isReady && this.lose(link, reason),
    });
    const params = { user_id: userId, ...(token !== undefined && { token }) };
    try {
      const welcome = (await link.request("connect", params)) as Welcome;
      if (this.current === "closed") throw closedError();
      isReady = true;
      this.take(link);
      return welcome;
    } catch (error) {
      await link.close();
      throw error;
    }
  }

  private take(link: Link): void {
    const { heartbeatMs = 30_000, setTimer = setSystemTimer } = this.options;
    this.link = link;
    this.failed = 0;
    this.stopHeartbeat = startHeartbeat({
      everyMs: heartbeatMs,
      setTimer,
      heard: () => link.heard,
      ask: () => void link.request("health", {}).catch(() => {}),
      onSilent: () => void link.close("the gateway is silent"),
    });
    this.turn("connected");
    for (const { resolve } of this.waiting.splice(0)) resolve(link);
    for (const chat of this.chats.values()) {
      if (chat.isSent) void this.resume(chat);
    }
  }

  private hear(event: EventFrame): void {
    this.chats.get(event.payload.runId)?.hear(event);
    this.options.onEvent?.(event);
  }

  private lose(link: Link, reason: string | undefined): void {
    if (this.link !== link || this.current === "closed") return;
    this.link = undefined;
    this.stopHeartbeat();
    this.turn("reconnecting", reason);
    this.wait();
  }

  private wait(): void {
    const { random = Math.random, setTimer = setSystemTimer, reconnect = {} } = this.options;
    const delayMs = backoff(this.failed, { ...reconnect, random });
    this.failed++;
    this.cancelWait = setTimer(delayMs, () => void this.reconnect());
  }

  private async reconnect(): Promise<void> {
    try {
      await this.openLink();
    } catch (error) {
      if (this.current === "closed") return;
      if (error instanceof GatewayClientError && !error.retryable) this.end(error);
      else this.wait();
    }
  }

  private nextLink(): Promise<Link> {
    if (this.current === "closed") {
      return Promise.reject(closedError());
    }
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private end(error: unknown): void {
    this.cancelWait();
    this.stopHeartbeat();
    this.link = undefined;
    const wasClosed = this.current === "closed";
    this.current = "closed";
    for (const { reject } of this.waiting.splice(0)) reject(error);
    for (const chat of this.chats.values()) chat.fail(error);
    if (!wasClosed) this.options.onState?.("closed", (error as Error).message);
  }

  private turn(state: ClientState, reason?: string): void {
    this.current = state;
    this.options.onState?.(state, reason);
  }
}

function closedError(): GatewayClientError {
  return unavailable("Cannot get an answer: the client is closed. Hint: call connect");
}

async function openWebSocket(url: string | URL): Promise<Channel<JsonObject>> {
  return jsonFrames(await wsChannel(url));
}

function setSystemTimer(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

/** Pages that weren't sent over TLS have no `crypto.randomUUID`. */
function createRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
