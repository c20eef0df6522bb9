import type { Channel, JsonObject } from "../../channels/channel.js";
import type { Audience, Listener } from "./audience.js";
import { callMethod } from "./call-method.js";
import type { Gateway } from "./gateway.js";
import { GatewayError } from "./gateway-error.js";
import { longMethods } from "./methods.js";
import { Outbox } from "./outbox.js";
import { type EventName, type EventPayload, PROTOCOL, type Welcome } from "./protocol.js";
import { type Request, readId, readRequest, unreadable } from "./read-request.js";
import { type Door, signIn } from "./sign-in.js";

/** Codes that a WebSocket's close frame has for it. */
const POLICY = 1008;
const TRY_AGAIN_LATER = 1013;
const GOING_AWAY = 1001;
/** Wrong tokens before a connection is closed. */
const MOST_TRIES = 3;
const RETRY_AFTER_MS = 1000;
/** What was cancelled has so long to say so. */
const CLOSE_MS = 1000;

export interface ConnectionOptions {
  readonly channel: Channel<JsonObject>;
  readonly gateway: Gateway;
  readonly door: Door;
  /** Of the other end; "" where there is none. */
  readonly address: string;
  readonly audience: Audience;
  /** What a client is told of a failure. */
  readonly explain: (error: unknown) => GatewayError;
  /** Gets lines for the log; mustn't throw. */
  readonly onLog: (message: string) => void;
  readonly onClosed: (connection: Connection) => void;
  /** Most requests of one connection that are being answered. */
  readonly maxOpen: number;
  /** Milliseconds that it has for `connect`. */
  readonly connectMs: number;
}

/** One client: its requests, and what it hears. */
export class Connection {
  private readonly options: ConnectionOptions;
  private readonly outbox: Outbox;
  /** What cancels the requests that are being answered, by id. */
  private readonly open = new Map<string, AbortController>();
  private readonly answers = new Set<Promise<void>>();
  private readonly cancelWait: () => void;
  private listener: Listener | undefined;
  private tries = 0;
  private isLeaving = false;

  constructor(options: ConnectionOptions) {
    this.options = options;
    const { channel, gateway, connectMs, onLog } = options;
    const { clock } = gateway.host.engine;
    this.outbox = new Outbox({
      channel,
      clock,
      onDropping: () => onLog(`${this.shown} doesn't read: events are dropped`),
      onError: (error) => void options.explain(error),
      onStuck: (reason) => void this.leave(reason, TRY_AGAIN_LATER),
    });
    this.cancelWait = clock.setTimer(connectMs, () => {
      void this.leave(`no connect within ${connectMs} ms`, POLICY);
    });
    channel.onClose((reason) => this.end(reason));
    channel.onFrame((frame) => this.receive(frame));
  }

  /** How many events its peer didn't read in time. */
  get dropped(): number {
    return this.outbox.dropped;
  }

  /** Answers a frame that wasn't a JSON object. */
  refuseFrame(): void {
    this.refuse("", unreadable("expected a JSON object as text"));
  }

  /** Answers what is open with what it has come to, and closes. */
  async close(): Promise<void> {
    this.cancelAll();
    const { clock } = this.options.gateway.host.engine;
    await new Promise<unknown>((resolve) => {
      const cancel = clock.setTimer(CLOSE_MS, () => resolve(undefined));
      void Promise.allSettled(this.answers).then(resolve).finally(cancel);
    });
    await this.leave("the gateway stops", GOING_AWAY);
  }

  private get shown(): string {
    const { address } = this.options;
    const from = address === "" ? "" : ` from ${address}`;
    if (!this.listener) return `a connection${from} without user`;
    const { token, user_id } = this.listener.user.name;
    const name = token === "" ? user_id : `${token}/${user_id}`;
    return `the connection${from} of ${JSON.stringify(name)}`;
  }

  /** Long methods aren't waited for: the next frame comes meanwhile. */
  private receive(frame: JsonObject): Promise<void> | undefined {
    let id = "";
    try {
      const wanted = readId(frame);
      if (this.open.has(wanted)) throw idInUse(wanted);
      id = wanted;
      if (this.open.size >= this.options.maxOpen) throw tooMany(this.open.size);
      const request = readRequest(frame, id);
      const answered = this.begin(request);
      return longMethods.has(request.method) ? undefined : answered;
    } catch (error) {
      this.refuse(id, error);
      return undefined;
    }
  }

  private begin(request: Request): Promise<void> {
    const cancelling = new AbortController();
    this.open.set(request.id, cancelling);
    const answered = this.answer(request, cancelling.signal).finally(() => {
      this.open.delete(request.id);
      this.answers.delete(answered);
    });
    this.answers.add(answered);
    return answered;
  }

  private async answer(request: Request, signal: AbortSignal): Promise<void> {
    const { id } = request;
    try {
      const payload = await this.call(request, signal);
      this.outbox.respond({ type: "res", id, ok: true, payload });
    } catch (error) {
      this.refuse(id, error);
      if (this.tries >= MOST_TRIES) void this.leave("too many tries to connect", POLICY);
    }
  }

  private async call(request: Request, signal: AbortSignal): Promise<unknown> {
    if (request.method === "connect") return this.connect(request);
    const { gateway } = this.options;
    if (this.listener) return callMethod(request, { gateway, user: this.listener.user, signal });
    const message = `Cannot call ${request.method}: connect comes first`;
    throw new GatewayError("UNAUTHORIZED", message);
  }

  private connect({ params }: Request): Welcome {
    const { gateway, door, address, audience } = this.options;
    if (this.listener) {
      throw new GatewayError("FAILED_PRECONDITION", "Cannot connect: this connection has a user");
    }
    this.tries++;
    const user = signIn(params, { door, address });
    this.tries = 0;
    this.cancelWait();
    this.listener = { user, hear: (event, payload) => this.hear(event, payload) };
    audience.join(this.listener);
    const { role, name } = user;
    return { protocol: PROTOCOL, role, user_id: name.user_id, server: gateway.server };
  }

  private hear(event: EventName, payload: EventPayload): void {
    this.outbox.event(event, payload);
  }

  private refuse(id: string, error: unknown): void {
    const { explain } = this.options;
    this.outbox.respond({ type: "res", id, ok: false, error: explain(error).payload });
  }

  private async leave(reason: string, code: number): Promise<void> {
    if (!this.isLeaving) this.options.onLog(`${this.shown} was closed: ${reason}`);
    this.isLeaving = true;
    await this.options.channel.close(reason, code);
  }

  private cancelAll(): void {
    for (const cancelling of this.open.values()) cancelling.abort();
  }

  private end(reason: string | undefined): void {
    const { audience, onLog, onClosed } = this.options;
    const isNews = !this.isLeaving && reason !== undefined && reason !== "";
    if (isNews) onLog(`${this.shown} has ended: ${reason}`);
    this.cancelWait();
    this.outbox.close();
    this.cancelAll();
    if (this.listener) audience.leave(this.listener);
    onClosed(this);
  }
}

function idInUse(id: string): GatewayError {
  const message = `Cannot take request ${JSON.stringify(id)}: one of this id isn't answered yet`;
  return new GatewayError("ALREADY_EXISTS", message);
}

function tooMany(count: number): GatewayError {
  const message = `Cannot take more requests: ${count} aren't answered yet`;
  return new GatewayError("RESOURCE_EXHAUSTED", message, { retryAfterMs: RETRY_AFTER_MS });
}
