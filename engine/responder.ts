import type { ErrorCode } from "../contract/index.js";
import { DecodeError } from "./codec/decode-error.js";
import { pathAt } from "./codec/path.js";
import type { Reader } from "./codec/reader.js";
import { Writer } from "./codec/writer.js";
import type { AsyncDevices, HostCall, HostCallRecord, Notice } from "./device.js";
import { HostError } from "./errors.js";
import type { Maybe } from "./maybe.js";
import { type HostFunctionName, hostFunctions } from "./wire/host-functions.gen.js";
import { findMismatch } from "./wire/mismatch.js";

export interface ResponderOptions {
  devices: AsyncDevices;
  /** Told of every host call once it is answered. */
  onHostCall?: ((record: HostCallRecord) => void) | undefined;
  onNotice: (notice: Notice) => void;
  /** Milliseconds, for durations only. */
  now: () => number;
}

/** One host function with the device that answers it. */
export interface Target {
  name: HostFunctionName;
  readRequest(reader: Reader): object;
  serve: (request: object, call: HostCall) => unknown;
  writeAnswer(writer: Writer, answer: unknown): void;
}

/** What became of a host call. */
export interface HostCallOutcome {
  request: object | undefined;
  answer: unknown;
  error: Failure | undefined;
}

interface Failure {
  message: string;
  code: ErrorCode;
}

type Serve = Target["serve"];

/** Answers host calls, one at a time, from devices: bytes in, bytes out. */
export class Responder {
  /** Holds the last answer. */
  readonly writer = new Writer();
  private readonly options: ResponderOptions;

  constructor(options: ResponderOptions) {
    this.options = options;
  }

  target(name: HostFunctionName): Target {
    const { area, readRequest, writeAnswer } = hostFunctions[name];
    const device = this.options.devices[area] as Record<string, Serve> | undefined;
    const serve: Serve = device?.[name]
      ? (request, call) => (device as Record<string, Serve>)[name]?.(request, call)
      : () => {
          const message = `Cannot call ${name}: this host has no ${area} device`;
          throw new HostError(message, { code: "unavailable" });
        };
    return { name, readRequest, serve, writeAnswer: writeAnswer as Target["writeAnswer"] };
  }

  /** Leaves the answer in the writer, whatever happens: at once when the device answers at once. */
  respond(target: Target, reader: Reader, call: HostCall): Maybe<HostCallOutcome> {
    let request: object | undefined;
    try {
      request = target.readRequest(reader);
      const answer = target.serve(request, call);
      if (answer instanceof Promise) return this.respondLater(target, { request, answer });
      return this.succeed(target, { request, answer });
    } catch (thrown) {
      const error = request
        ? this.failure(target.name, thrown)
        : unreadable(target.name, thrown, reader);
      return this.fail(request, error);
    }
  }

  private async respondLater(
    target: Target,
    { request, answer }: { request: object; answer: Promise<unknown> },
  ): Promise<HostCallOutcome> {
    try {
      return this.succeed(target, { request, answer: await answer });
    } catch (thrown) {
      return this.fail(request, this.failure(target.name, thrown));
    }
  }

  private succeed(
    { name, writeAnswer }: Target,
    { request, answer }: { request: object; answer: unknown },
  ): HostCallOutcome {
    try {
      this.writer.reset();
      writeAnswer(this.writer, answer);
    } catch (cause) {
      const mismatch = findMismatch(name, answer);
      if (mismatch === undefined) throw cause;
      throw new TypeError(`Cannot encode the answer of ${name}: ${mismatch}`, { cause });
    }
    return { request, answer, error: undefined };
  }

  private fail(request: object | undefined, error: Failure): HostCallOutcome {
    this.writer.reset();
    this.writer.value({ error: error.message, error_code: error.code });
    return { request, answer: undefined, error };
  }

  private failure(name: HostFunctionName, thrown: unknown): Failure {
    if (thrown instanceof HostError) {
      return { message: thrown.message || thrown.code, code: thrown.code };
    }
    this.options.onNotice({ kind: "device_failed", name, error: thrown });
    return { message: `Cannot call ${name}: the host failed`, code: "internal" };
  }
}

function unreadable(name: HostFunctionName, thrown: unknown, reader: Reader): Failure {
  if (!(thrown instanceof DecodeError)) throw thrown;
  const { offset, reason, wanted, code } = thrown;
  const path = pathAt(reader, offset);
  const what = path ? `"${path}" of ${name}` : name;
  const expected = code === "type" ? `, expected ${wanted}` : "";
  const message = `Cannot decode ${what} at offset ${offset}: ${reason}${expected}`;
  return { message, code: "invalid" };
}
