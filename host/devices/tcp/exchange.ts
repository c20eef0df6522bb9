import type { Socket } from "node:net";
import { type Clock, HostError } from "@luminarys/sdk-as/engine";
import { connectionError } from "../network/failure.js";
import { ByteCollector } from "./byte-collector.js";

/** A peer that has begun to answer and then is silent for so long is taken to have answered. */
const QUIET_MS = 50;

export interface ExchangeOptions {
  /** Sent first; empty = nothing is. */
  readonly data: Uint8Array;
  /** The answer is cut there. */
  readonly maxBytes: number;
  /** An answer above this is refused, so that no request fills the host's memory. */
  readonly capBytes: number;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** What was asked, after `Cannot`. */
  readonly action: string;
}

/**
 * Sends, and gives what the peer answers: until it closes, `maxBytes` are there, or it falls silent; at
 * the end of time what is there, if anything. Rejects with a HostError. The socket is destroyed.
 */
export function exchange(socket: Socket, options: ExchangeOptions): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const answer = new Answer(socket, { ...options, resolve, reject });
    answer.begin();
  });
}

type AnswerOptions = ExchangeOptions & {
  readonly resolve: (data: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
};

class Answer {
  private readonly socket: Socket;
  private readonly options: AnswerOptions;
  private readonly received = new ByteCollector();
  private cancelQuiet = () => {};

  constructor(socket: Socket, options: AnswerOptions) {
    this.socket = socket;
    this.options = options;
  }

  begin(): void {
    const { signal, data } = this.options;
    this.socket
      .on("data", (part) => this.take(part))
      .on("end", () => this.finish())
      .on("error", (error) => this.fail(connectionError(error, this.options.action)))
      .on("close", () => this.finish());
    signal.addEventListener("abort", this.expire, { once: true });
    if (signal.aborted) this.expire();
    else if (data.length > 0) this.socket.write(data);
  }

  private readonly expire = (): void => {
    const reason = this.options.signal.reason as HostError;
    if (this.received.size > 0 && reason.code === "timeout") this.finish();
    else this.fail(reason);
  };

  private take(part: Uint8Array): void {
    const { maxBytes, capBytes, clock } = this.options;
    this.cancelQuiet();
    this.received.add(part);
    const { size } = this.received;
    if (size >= maxBytes) this.finish();
    else if (size > capBytes) this.fail(this.tooLarge());
    else this.cancelQuiet = clock.setTimer(QUIET_MS, () => this.finish());
  }

  private finish(): void {
    this.stop();
    this.options.resolve(this.received.bytes.subarray(0, this.options.maxBytes));
  }

  private fail(error: unknown): void {
    this.stop();
    this.options.reject(error);
  }

  private stop(): void {
    this.cancelQuiet();
    this.options.signal.removeEventListener("abort", this.expire);
    this.socket.removeAllListeners("data").destroy();
  }

  private tooLarge(): HostError {
    const { action, capBytes } = this.options;
    const reason = `the answer is larger than ${capBytes} bytes, the skill's whole memory`;
    const hint = "Hint: ask for fewer bytes, or raise limits.memory_mb";
    return new HostError(`Cannot ${action}: ${reason}. ${hint}`, { code: "too_large" });
  }
}
