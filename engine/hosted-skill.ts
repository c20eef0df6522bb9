import type { ConnectionEvents } from "./connection-events.js";
import type { Manifest } from "./manifest/model.js";
import type { Maybe, Outcome } from "./maybe.js";
import type { Queue } from "./queue.js";
import type { InvokeCall, RawResult } from "./skill.js";
import type { MethodInfo, SkillDescriptor } from "./wire/descriptor.gen.js";

/** A call as a runner gets it: `payload` is the map of arguments as MessagePack. */
export interface RunnerCall {
  readonly method: string;
  readonly payload: Uint8Array;
  readonly call: InvokeCall;
}

/** How far a row of calls has come. */
export interface RowOutcome {
  /** How many have succeeded and changed nothing: neither state nor commands nor an error. */
  readonly before: number;
  /** How the one after them has ended. Those behind it haven't begun. */
  readonly last: Outcome<RawResult>;
}

/** What runs a module's calls: an instance here, or one in a thread of its own. */
export interface SkillRunner {
  describe(): Maybe<SkillDescriptor>;
  /** As `Skill.invokeRaw`; never called while a call runs. */
  invokeRaw(method: string, payload: Uint8Array, call: InvokeCall): Maybe<RawResult>;
  /**
   * Runs the first of these calls and, as long as none has changed anything or has asked a device of
   * another thread, those behind it. Never fails, and is never called while a call runs. Only where
   * it is worth more than calls one by one.
   */
  invokeRow?(calls: readonly RunnerCall[]): Maybe<RowOutcome>;
  /** Ends its connections, processes and threads. */
  close?(): Maybe<void>;
}

/** What is exchanged between two calls when a skill is replaced. */
export interface SkillVersion {
  manifest: Manifest;
  descriptor: SkillDescriptor;
  methods: ReadonlyMap<string, MethodInfo>;
  runner: SkillRunner;
}

/** A skill of an engine. */
export interface HostedSkill extends SkillVersion {
  readonly id: string;
  readonly queue: Queue;
  readonly events: ConnectionEvents;
  closed: boolean;
}

/** Who calls and what about: what every call that another one causes takes over from it. */
export interface CallOrigin {
  readonly traceId: string;
  readonly sessionId: string;
  readonly llmSessionId: string;
}

/** Methods that are offered to callers: neither hidden nor a callback. */
export function offeredMethods({ descriptor }: HostedSkill): MethodInfo[] {
  return descriptor.methods.filter((method) => !method.mcp_hidden && !method.private_callback);
}
