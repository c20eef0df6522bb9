import { demandAccess } from "./access.js";
import type { Agenda } from "./agenda.js";
import type { CallChain } from "./call-chain.js";
import { type RawCommand, readCommand } from "./command.js";
import { timeLeftMs } from "./deadline.js";
import { Effects } from "./effects.js";
import { DecodeError, InvokeError, SkillProtocolError } from "./errors.js";
import type { HostedSkill, RowOutcome, RunnerCall, SkillRunner } from "./hosted-skill.js";
import { maskError, maskValues } from "./masking.js";
import { attempt, chain, collect, type Maybe, type Outcome, unwrap } from "./maybe.js";
import type { EnginePorts } from "./ports.js";
import type { InvokeCall, RawResult } from "./skill.js";
import type { StoredTask } from "./store.js";

/** MessagePack's empty map. */
const NO_ARGS = Uint8Array.of(0x80);

/** What the guest is told of a call; `state` only when the caller brings it. */
export type CallFacts = Required<Omit<InvokeCall, "state">> & Pick<InvokeCall, "state">;

/** One call of a skill. */
export interface SkillCall {
  readonly method: string;
  /** The map of arguments, as MessagePack; empty is none. */
  readonly payload: Uint8Array;
  readonly facts: CallFacts;
  readonly chain: CallChain;
  /** Adds what a successful answer changes beside its own effects. */
  readonly onAnswer?: (answer: RawResult, effects: Effects) => void;
}

/** A call that succeeded and asked for something. */
export interface CommandSource {
  readonly skill: HostedSkill;
  readonly call: SkillCall;
}

export interface CallsOptions extends EnginePorts {
  readonly agenda: Agenda;
  /** Adds what commands change to the effects of their answer. */
  readonly stage: (
    commands: readonly RawCommand[],
    source: CommandSource & { readonly effects: Effects },
  ) => Maybe<void>;
}

type Ended = (outcome: Outcome<RawResult>) => void;

/** Runs calls of skills: state in, guest, state out, commands. */
export class Calls {
  private readonly options: CallsOptions;
  /** Skills whose guest code is on the stack of this thread, outermost first. */
  private readonly stack: string[] = [];
  /** What calls that run began with, by their request ids. */
  private readonly origins = new Map<string, string>();

  constructor(options: CallsOptions) {
    this.options = options;
  }

  /** The skill that is running in this thread, whatever was called from it. */
  get running(): string | undefined {
    return this.stack.at(-1);
  }

  /** The request id of the call that a running one began with; "" when that isn't known. */
  originOf(requestId: string): string {
    return this.origins.get(requestId) ?? "";
  }

  /** Throws an InvokeError for a skill that takes no more calls. */
  demandRoom({ id, closed, queue, manifest }: HostedSkill): void {
    if (closed) throw closedError(id);
    const { queue: most } = manifest.limits;
    if (queue.length < most) return;
    const reason = `${most} calls wait already`;
    const message = `Cannot invoke "${id}": ${reason}. Hint: raise limits.queue`;
    throw new InvokeError(message, { code: "queue_full" });
  }

  /** Runs a call now, which must be the skill's turn. */
  perform(skill: HostedSkill, call: SkillCall): Maybe<RawResult> {
    this.demandTime(skill, call);
    const { store } = this.options;
    const state = call.facts.state ?? store.readState(skill.id, call.facts.sessionId);
    return chain(state, (bytes) =>
      chain(this.run(skill, { call, state: bytes }), (answer) =>
        this.conclude(answer, { skill, call }),
      ),
    );
  }

  /** A call that is owed, in its turn. `ended` may be told at once. */
  postTask(
    task: StoredTask,
    { ended, ...more }: Pick<SkillCall, "chain" | "onAnswer"> & { ended: Ended },
  ): void {
    const { skillId, method, payload } = task;
    const call = { method, payload, facts: this.factsOf(task), ...more };
    const skill = this.options.skills.get(skillId);
    const refused = this.refusal(skill, { task, call });
    if (!skill || refused) ended({ ok: false, error: refused });
    else this.enqueue(skill, { call, ended });
  }

  /**
   * Runs callbacks of connections now, the first ones of these in their order, in their skill's turn,
   * and gives how many. A failure is a notice.
   */
  performEvents(skill: HostedSkill, calls: readonly SkillCall[]): Maybe<number> {
    const ran = calls.length > 1 ? this.performRow(skill, calls) : this.performFirst(skill, calls);
    return chain(ran, ({ before, last }) => {
      const error = last.ok ? last.value.error : last.error;
      if (error !== undefined && !skill.closed) {
        const { method } = calls[before] as SkillCall;
        const failed = { kind: "call_failed", method, cause: "event", error } as const;
        this.options.notify({ skillId: skill.id, ...failed });
      }
      return before + 1;
    });
  }

  private performFirst(skill: HostedSkill, [call]: readonly SkillCall[]): Maybe<RowOutcome> {
    const outcome = attempt(() => this.perform(skill, call as SkillCall));
    return chain(outcome, (last) => ({ before: 0, last }));
  }

  /** Only the last one that ran has something to store. */
  private performRow(skill: HostedSkill, calls: readonly SkillCall[]): Maybe<RowOutcome> {
    const ran = attempt(() => this.runRow(skill, calls));
    return chain(ran, (ended) => {
      if (!ended.ok) return { before: 0, last: ended };
      const { before, last } = ended.value;
      const source = { skill, call: calls[before] as SkillCall };
      const concluded = attempt(() => this.conclude(unwrap(maskOutcome(last, skill)), source));
      return chain(concluded, (outcome) => ({ before, last: outcome }));
    });
  }

  private factsOf(task: StoredTask): CallFacts {
    const { sessionId, llmSessionId, traceId, callerId, deadlineNs } = task;
    const requestId = this.options.createId("call");
    return { requestId, sessionId, llmSessionId, traceId, callerId, deadlineNs };
  }

  private enqueue(skill: HostedSkill, { call, ended }: { call: SkillCall; ended: Ended }): void {
    skill.queue.post(
      () =>
        chain(
          attempt(() => this.perform(skill, call)),
          ended,
        ),
      (error) => ended({ ok: false, error }),
    );
  }

  /** Why a task can't be done; undefined when it can. Callbacks are called however many wait. */
  private refusal(
    skill: HostedSkill | undefined,
    { task, call }: { task: StoredTask; call: SkillCall },
  ): unknown {
    const { callerId, skillId, method } = task;
    try {
      if (callerId === "") {
        if (!skill || skill.closed) throw closedError(skillId);
      } else {
        if (!skill) throw unknownError(skillId, method);
        demandAccess(skill, { callerId, caller: this.options.skills.get(callerId), method });
        this.demandRoom(skill);
      }
      return this.endless(skill, call);
    } catch (error) {
      return error;
    }
  }

  private endless({ id }: HostedSkill, { method, chain: { hops } }: SkillCall): unknown {
    if (hops <= this.options.maxHops) return undefined;
    const message = `Cannot invoke "${id}/${method}": ${hops} calls caused each other in a row`;
    return new InvokeError(message, { code: "endless" });
  }

  private demandTime({ id }: HostedSkill, { method, facts }: SkillCall): void {
    if (timeLeftMs(facts, this.options.clock.now()) > 0) return;
    const message = `Cannot invoke "${id}/${method}": its deadline has passed`;
    throw new InvokeError(message, { code: "timeout" });
  }

  private run(
    skill: HostedSkill,
    { call, state }: { call: SkillCall; state: Uint8Array | undefined },
  ): Maybe<RawResult> {
    const { method, payload, call: facts } = runnerCall(skill, { call, state });
    const { requestId } = call.facts;
    this.origins.set(requestId, call.chain.origin);
    const outcome = attempt(() =>
      this.asRunning(skill, () => skill.runner.invokeRaw(method, payload, facts)),
    );
    return chain(outcome, (ended) => {
      this.origins.delete(requestId);
      return unwrap(maskOutcome(ended, skill));
    });
  }

  /** The states that all begin with are true when they begin: none of them follows a change. */
  private runRow(skill: HostedSkill, calls: readonly SkillCall[]): Maybe<RowOutcome> {
    const { store } = this.options;
    const states = calls.map(({ facts }) => store.readState(skill.id, facts.sessionId));
    return chain(collect(states), (known) => {
      const row = calls.map((call, i) => runnerCall(skill, { call, state: known[i] }));
      const { runner } = skill as { runner: Required<SkillRunner> };
      return this.asRunning(skill, () => runner.invokeRow(row));
    });
  }

  private asRunning<T>({ id }: HostedSkill, run: () => T): T {
    this.stack.push(id);
    try {
      return run();
    } finally {
      this.stack.pop();
    }
  }

  /** Stores all that an answer changes at once, and then begins what it asks for. */
  private conclude(answer: RawResult, source: CommandSource): Maybe<RawResult> {
    if (answer.error !== undefined) return answer;
    const commands = readCommands(answer);
    const effects = new Effects();
    const { call } = source;
    return chain(this.stageState(answer, { ...source, effects }), () => {
      const staged = commands.length > 0 && this.options.stage(commands, { ...source, effects });
      return chain(staged || undefined, () => {
        call.onAnswer?.(answer, effects);
        return chain(effects.commit(this.options.store), () => answer);
      });
    });
  }

  private stageState(
    { state }: RawResult,
    { skill, call, effects }: CommandSource & { effects: Effects },
  ): Maybe<void> {
    if (!state) return undefined;
    const { sessionId } = call.facts;
    const change = { kind: "state", skillId: skill.id, sessionId, state } as const;
    const written = { replaced: { sessionId }, bytes: state.length, change };
    return effects.write({ store: this.options.store, skill }, written);
  }
}

/** What failed doesn't tell the values of the manifest's variables. */
function maskOutcome(
  outcome: Outcome<RawResult>,
  { manifest: { env } }: HostedSkill,
): Outcome<RawResult> {
  if (!outcome.ok) return { ok: false, error: maskError(outcome.error, env) };
  const { error } = outcome.value;
  if (error === undefined) return outcome;
  return { ok: true, value: { ...outcome.value, error: maskValues(error, env) } };
}

function runnerCall(
  { id }: HostedSkill,
  { call, state }: { call: SkillCall; state: Uint8Array | undefined },
): RunnerCall {
  const { method, payload, facts } = call;
  const callerId = facts.callerId === id ? "" : facts.callerId;
  const told = { ...facts, callerId, ...(state && { state }) };
  return { method, payload: payload.length > 0 ? payload : NO_ARGS, call: told };
}

function unknownError(skillId: string, method: string): InvokeError {
  return new InvokeError(`Cannot invoke "${skillId}/${method}": no such skill`, {
    code: "unknown",
  });
}

export function closedError(skillId: string): InvokeError {
  return new InvokeError(`Cannot invoke "${skillId}": it was closed`, { code: "closed" });
}

function readCommands({ commands }: RawResult): RawCommand[] {
  return commands.map((command) => {
    try {
      return readCommand(command);
    } catch (cause) {
      if (!(cause instanceof DecodeError)) throw cause;
      const message = `Cannot read command "${command.type}": ${cause.message}`;
      throw new SkillProtocolError(message, { code: "decode", cause });
    }
  });
}
