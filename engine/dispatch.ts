import type { Abi } from "./abi.js";
import type { HostCall, HostCallRecord } from "./device.js";
import type { ServeHostCall } from "./instance.js";
import { Responder, type ResponderOptions, type Target } from "./responder.js";
import { type HostFunctionName, hostFunctions } from "./wire/host-functions.gen.js";

/** Asks the host calls elsewhere: request bytes, which change later, in; answer bytes out. */
export type Relay = (name: HostFunctionName, request: Uint8Array) => Uint8Array;

export interface DispatchOptions extends ResponderOptions {
  /** Answers the functions of areas that no device here has. */
  relay?: Relay | undefined;
}

/** Serves the host functions of one skill: from its devices, else by its relay. */
export class Dispatch {
  /** The call of the skill that runs now. */
  call: HostCall;
  private readonly options: DispatchOptions;
  private readonly responder: Responder;

  constructor(options: DispatchOptions, idle: HostCall) {
    this.options = options;
    this.responder = new Responder(options);
    this.call = idle;
  }

  /** What a module imports as the host function of that name. */
  serve(name: HostFunctionName): ServeHostCall {
    const { onHostCall, relay, devices } = this.options;
    if (relay && !devices[hostFunctions[name].area]) return relayed(name, relay);
    const target = synchronous(this.responder.target(name));
    if (onHostCall) return this.watched(target, onHostCall);
    const { responder } = this;
    return (abi, pointer, length) => {
      responder.respond(target, abi.request(pointer, length), this.call);
      return abi.answer(responder.writer);
    };
  }

  private watched(target: Target, watch: (record: HostCallRecord) => void): ServeHostCall {
    const { now } = this.options;
    const { responder } = this;
    return (abi: Abi, pointer, length) => {
      const { call } = this;
      const started = now();
      const outcome = responder.respond(target, abi.request(pointer, length), call);
      const durationMs = now() - started;
      try {
        return abi.answer(responder.writer);
      } finally {
        watch({ name: target.name, call, durationMs, ...outcome } as HostCallRecord);
      }
    };
  }
}

function relayed(name: HostFunctionName, relay: Relay): ServeHostCall {
  return (abi, pointer, length) => {
    const answer = relay(name, abi.requestBytes(pointer, length));
    return abi.answer({ buffer: answer, length: answer.length });
  };
}

function synchronous({ serve, ...target }: Target): Target {
  const what = `encode the answer of ${target.name}`;
  return { ...target, serve: (request, call) => requireAnswer(serve(request, call), what) };
}

function requireAnswer(answer: unknown, what: string): unknown {
  if (!(answer instanceof Promise)) return answer;
  throw new TypeError(`Cannot ${what}: the device gave a promise`);
}
