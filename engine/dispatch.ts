import type { ErrorCode } from "../contract/index.js";
import type { Abi } from "./abi.js";
import { DecodeError } from "./codec/decode-error.js";
import { pathAt } from "./codec/path.js";
import type { Reader } from "./codec/reader.js";
import { Writer } from "./codec/writer.js";
import type { Devices, HostCall, HostCallRecord, Notice } from "./device.js";
import { HostError } from "./errors.js";
import type { ServeHostCall } from "./instance.js";
import { type HostFunctionName, hostFunctions } from "./wire/host-functions.gen.js";
import { findMismatch } from "./wire/mismatch.js";

export interface DispatchOptions {
  devices: Devices;
  /** Told of every host call once it is answered. */
  onHostCall?: ((record: HostCallRecord) => void) | undefined;
  onNotice: (notice: Notice) => void;
  /** Milliseconds, for durations only. */
  now: () => number;
}

type Serve = (request: object, call: HostCall) => unknown;

interface Target {
  name: HostFunctionName;
  readRequest(reader: Reader): object;
  serve: Serve;
  writeAnswer(writer: Writer, answer: unknown): void;
}

interface Failure {
  message: string;
  code: ErrorCode;
}

interface Outcome {
  request: object | undefined;
  answer: unknown;
  error: Failure | undefined;
}

/** Serves the host functions of one skill from its devices. */
export class Dispatch {
  /** The call of the skill that runs now. */
  call: HostCall;
  private readonly options: DispatchOptions;
  private readonly writer = new Writer();

  constructor(options: DispatchOptions, idle: HostCall) {
    this.options = options;
    this.call = idle;
  }

  /** What a module imports as the host function of that name. */
  serve(name: HostFunctionName): ServeHostCall {
    const target = this.target(name);
    const { onHostCall } = this.options;
    if (onHostCall) return this.watched(target, onHostCall);
    return (abi, pointer, length) => {
      this.respond(target, abi.request(pointer, length));
      return abi.answer(this.writer);
    };
  }

  private target(name: HostFunctionName): Target {
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

  private watched(target: Target, watch: (record: HostCallRecord) => void): ServeHostCall {
    const { now } = this.options;
    return (abi: Abi, pointer, length) => {
      const { call } = this;
      const started = now();
      const outcome = this.respond(target, abi.request(pointer, length));
      const durationMs = now() - started;
      try {
        return abi.answer(this.writer);
      } finally {
        watch({ name: target.name, call, durationMs, ...outcome } as HostCallRecord);
      }
    };
  }

  /** Leaves the answer in the writer, whatever happens. */
  private respond(target: Target, reader: Reader): Outcome {
    let request: object | undefined;
    try {
      request = target.readRequest(reader);
      const answer = target.serve(request, this.call);
      this.encode(target, answer);
      return { request, answer, error: undefined };
    } catch (thrown) {
      const error = request
        ? this.failure(target.name, thrown)
        : unreadable(target.name, thrown, reader);
      this.writer.reset();
      this.writer.value({ error: error.message, error_code: error.code });
      return { request, answer: undefined, error };
    }
  }

  private encode({ name, writeAnswer }: Target, answer: unknown): void {
    if (answer instanceof Promise) {
      throw new TypeError(`Cannot encode the answer of ${name}: the device gave a promise`);
    }
    try {
      this.writer.reset();
      writeAnswer(this.writer, answer);
    } catch (cause) {
      const mismatch = findMismatch(name, answer);
      if (mismatch === undefined) throw cause;
      throw new TypeError(`Cannot encode the answer of ${name}: ${mismatch}`, { cause });
    }
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
