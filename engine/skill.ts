import { protocolVersion } from "../contract/index.js";
import type { Abi } from "./abi.js";
import { argumentKind } from "./argument-kind.js";
import { decodeMessage } from "./codec/message.js";
import type { Reader } from "./codec/reader.js";
import type { Value } from "./codec/value.js";
import { Writer } from "./codec/writer.js";
import { decodeCommand, type SkillCommand } from "./command.js";
import { describeInstance } from "./describe.js";
import type { Devices, HostCall, HostCallRecord, Notice } from "./device.js";
import { Dispatch, type Relay } from "./dispatch.js";
import { SkillProtocolError } from "./errors.js";
import { createInstance } from "./instance.js";
import type { SkillModule } from "./module.js";
import type { WasiOptions } from "./wasi.js";
import type { SkillDescriptor } from "./wire/descriptor.gen.js";
import {
  type Command,
  type InvokeResponse,
  readInvokeResponse,
  writeInvokeRequestHead,
} from "./wire/envelopes.gen.js";
import type { HostFunctionName } from "./wire/host-functions.gen.js";

const NO_BYTES = new Uint8Array(0);

/** Of one answer. */
const MOST_COMMANDS = 4096;

export interface SkillOptions {
  /** The manifest's id. */
  id?: string;
  devices?: Devices;
  /** Answers the host functions of areas without a device here. */
  relay?: Relay;
  /** Told of every host call that a device here has answered; mustn't throw. */
  onHostCall?: (record: HostCallRecord) => void;
  /** Default: prints what a device threw. */
  onNotice?: (notice: Notice) => void;
  wasi?: WasiOptions;
  /** Milliseconds, for the durations in `onHostCall`. */
  now?: () => number;
}

/** What a call says beside method and arguments; texts are empty by default. */
export interface InvokeCall {
  requestId?: string;
  traceId?: string;
  sessionId?: string;
  llmSessionId?: string;
  /** Id of the skill that calls. */
  callerId?: string;
  /** The session's state. */
  state?: Uint8Array;
  /** Unix time in nanoseconds by which it must end; 0 is none. */
  deadlineNs?: number | bigint;
}

/** An answer. With `error`, the others but `llmContext` are empty. */
export interface InvokeAnswer<Payload, CommandForm> {
  value: Payload;
  error: string | undefined;
  llmContext: string | undefined;
  /** The session's new state; undefined is unchanged. */
  state: Uint8Array | undefined;
  commands: CommandForm[];
}

export type InvokeResult = InvokeAnswer<Value, SkillCommand>;

/** A result as MessagePack bytes, empty for none. */
export type RawResult = InvokeAnswer<Uint8Array, Command>;

/**
 * Makes a skill from a module. Its first instance is made by the first call. Throws a TypeError for
 * what loadModule didn't make.
 */
export function createSkill(module: SkillModule, options: SkillOptions = {}): Skill {
  demandModule(module);
  return new Skill(module, options);
}

/** A module that runs under one id, in one instance at a time. */
export class Skill {
  readonly id: string;
  private readonly module: SkillModule;
  private readonly options: SkillOptions;
  private readonly onNotice: (notice: Notice) => void;
  private readonly dispatch: Dispatch;
  private readonly writer = new Writer();
  private abi: Abi | undefined;
  private descriptor: SkillDescriptor | undefined;

  constructor(module: SkillModule, options: SkillOptions) {
    this.id = options.id ?? "";
    this.module = module;
    this.options = options;
    this.onNotice = options.onNotice ?? printNotice;
    this.dispatch = new Dispatch(
      {
        devices: options.devices ?? {},
        relay: options.relay,
        onHostCall: options.onHostCall,
        onNotice: this.onNotice,
        now: options.now ?? (() => performance.now()),
      },
      this.hostCall("", {}),
    );
  }

  /** What the skill says about itself. Throws a SkillTrapError or a SkillProtocolError. */
  describe(): SkillDescriptor {
    this.descriptor ??= describeInstance(this.instance());
    return this.descriptor;
  }

  /**
   * Runs a method. An answer with `error` is returned. Throws a SkillTrapError or SkillProtocolError,
   * after which the next call gets a fresh instance, and a TypeError or RangeError for arguments
   * that have no MessagePack form.
   */
  invoke(
    method: string,
    args?: Readonly<Record<string, unknown>> | null,
    call: InvokeCall = {},
  ): InvokeResult {
    const hostCall = this.begin(method, call);
    const from = this.writer.openBytes();
    this.writer.value(args ?? {});
    this.writer.closeBytes(from);
    return this.finish(hostCall, readResult);
  }

  /** Runs a method with a payload and a result of MessagePack bytes. Throws as `invoke` does. */
  invokeRaw(method: string, payload: Uint8Array, call: InvokeCall = {}): RawResult {
    const hostCall = this.begin(method, call);
    this.writer.bytes(payload);
    return this.finish(hostCall, readRawResult);
  }

  private begin(method: string, call: InvokeCall): HostCall {
    const hostCall = this.hostCall(method, call);
    this.writer.reset();
    writeInvokeRequestHead(this.writer, {
      version: protocolVersion,
      request_id: hostCall.requestId,
      trace_id: hostCall.traceId,
      session_id: hostCall.sessionId,
      llm_session_id: hostCall.llmSessionId,
      method,
      skill_id: hostCall.skillId,
      caller_id: hostCall.callerId,
      state: call.state ?? NO_BYTES,
      deadline_ns: hostCall.deadlineNs,
    });
    return hostCall;
  }

  private finish<T>(hostCall: HostCall, read: (reader: Reader) => T): T {
    const abi = this.instance();
    const outer = this.dispatch.call;
    this.dispatch.call = hostCall;
    try {
      return abi.handle(this.writer, read);
    } finally {
      this.dispatch.call = outer;
    }
  }

  private hostCall(method: string, call: InvokeCall): HostCall {
    return {
      skillId: this.id,
      method,
      requestId: call.requestId ?? "",
      traceId: call.traceId ?? "",
      sessionId: call.sessionId ?? "",
      llmSessionId: call.llmSessionId ?? "",
      callerId: call.callerId ?? "",
      deadlineNs: call.deadlineNs ?? 0,
    };
  }

  /** The instance that calls go to; one that trapped or lied isn't used again. */
  private instance(): Abi {
    if (this.abi && !this.abi.broken) return this.abi;
    this.abi = createInstance(this.module, {
      serve: (name) => this.dispatch.serve(name as HostFunctionName),
      wasi: this.options.wasi,
      onOutput: (stream, text) => this.onNotice({ kind: "output", stream, text }),
    });
    return this.abi;
  }
}

function demandModule(module: SkillModule | undefined): void {
  if (module?.compiled) return;
  const reason = `expected a module, found ${argumentKind(module)}`;
  throw new TypeError(`Cannot create skill: ${reason}. Hint: use loadModule`);
}

function readRawResult(reader: Reader): RawResult {
  return toAnswer(readInvokeResponse(reader), copyBytes, ({ type, payload }) => ({
    type,
    payload: copyBytes(payload),
  }));
}

function readResult(reader: Reader): InvokeResult {
  return toAnswer(readInvokeResponse(reader), decodePayload, decodeCommand);
}

/** What outlives the guest's memory. */
function copyBytes(bytes: Uint8Array): Uint8Array {
  return bytes.slice();
}

function decodePayload(payload: Uint8Array): Value {
  return payload.length === 0 ? null : decodeMessage(payload);
}

function toAnswer<Payload, Form>(
  { payload, error, llm_context, state, commands }: InvokeResponse,
  toPayload: (bytes: Uint8Array) => Payload,
  toCommand: (command: Command) => Form,
): InvokeAnswer<Payload, Form> {
  return {
    value: toPayload(error ? NO_BYTES : payload),
    error: error || undefined,
    llmContext: llm_context || undefined,
    state: error || state.length === 0 ? undefined : copyBytes(state),
    commands: error ? [] : demandFew(commands).map(toCommand),
  };
}

/** Carrying them out is the host's work, which it does for all skills. */
function demandFew(commands: readonly Command[]): readonly Command[] {
  if (commands.length > MOST_COMMANDS) {
    const reason = `it asks for ${commands.length} commands, at most ${MOST_COMMANDS} are carried out`;
    throw new SkillProtocolError(`Cannot take the answer: ${reason}`, { code: "decode" });
  }
  return commands;
}

function printNotice(notice: Notice): void {
  if (notice.kind === "device_failed") console.error(notice.error);
}
