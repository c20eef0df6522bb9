import { REQUEST_BUDGET } from "./abi.js";
import { Reader } from "./codec/reader.js";
import type { HostCall, HostCallRecord } from "./device.js";
import { chain, type Maybe } from "./maybe.js";
import {
  type HostCallOutcome,
  Responder,
  type ResponderOptions,
  type Target,
} from "./responder.js";
import type { HostFunctionName } from "./wire/host-functions.gen.js";

/**
 * Answers the host calls of a skill that runs elsewhere, one at a time, from devices that may take
 * their time.
 */
export class HostCallServer {
  private readonly options: ResponderOptions;
  private readonly responder: Responder;
  private readonly targets = new Map<HostFunctionName, Target>();

  constructor(options: ResponderOptions) {
    this.options = options;
    this.responder = new Responder(options);
  }

  /**
   * Request bytes in, answer bytes out, valid until the next one. Never fails: a device that does is
   * an answer with `error`.
   */
  serve(
    name: HostFunctionName,
    { request, call }: { request: Uint8Array; call: HostCall },
  ): Maybe<Uint8Array> {
    const { onHostCall, now } = this.options;
    const { responder } = this;
    const started = onHostCall ? now() : 0;
    const reader = new Reader(request);
    reader.budget = REQUEST_BUDGET;
    const outcome = responder.respond(this.target(name), reader, call);
    return chain(outcome, (ended) => {
      if (onHostCall) onHostCall(record(ended, { name, call, durationMs: now() - started }));
      return responder.writer.take();
    });
  }

  private target(name: HostFunctionName): Target {
    const target = this.targets.get(name) ?? this.responder.target(name);
    this.targets.set(name, target);
    return target;
  }
}

function record(
  outcome: HostCallOutcome,
  facts: Pick<HostCallRecord, "name" | "call" | "durationMs">,
): HostCallRecord {
  return { ...facts, ...outcome } as HostCallRecord;
}
