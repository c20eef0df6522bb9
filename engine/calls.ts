import { demandAccess } from "./access.js";
import type { Agenda } from "./agenda.js";
import type { CallChain } from "./call-chain.js";
import { type RawCommand, readCommand } from "./command.js";
import { timeLeftMs } from "./deadline.js";
import { DecodeError, InvokeError, SkillProtocolError } from "./errors.js";
import type { HostedSkill } from "./hosted-skill.js";
import { attempt, chain, type Maybe, type Outcome } from "./maybe.js";
import type { CallCause } from "./notice.js";
import type { EnginePorts } from "./ports.js";
import type { InvokeCall, RawResult } from "./skill.js";
import { writeWithin } from "./store-quota.js";

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
}

/** A call that succeeded and asked for something. */
export interface CommandSource {
  readonly skill: HostedSkill;
  readonly call: SkillCall;
}

export interface CallsOptions extends EnginePorts {
  readonly agenda: Agenda;
  readonly carryOut: (commands: readonly RawCommand[], source: CommandSource) => Maybe<void>;
}

/** A call of a callback that nobody waits for. */
export interface OwnCall extends Omit<SkillCall, "facts"> {
  readonly facts: CallFacts;
  readonly cause: CallCause;
}

type Ended = (outcome: Outcome<RawResult>) => void;

/** Runs calls of skills: state in, guest, state out, commands. */
export class Calls {
  private readonly options: CallsOptions;
  /** Skills whose guest code is on the stack of this thread, outermost first. */
  private readonly stack: string[] = [];

  constructor(options: CallsOptions) {
    this.options = options;
  }

  /** The skill that is running in this thread, whatever was called from it. */
  get running(): string | undefined {
    return this.stack.at(-1);
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

  /** Another skill's call in its turn. `ended` may be told at once. */
  post(skill: HostedSkill, call: SkillCall, ended: Ended): void {
    const refused = this.refusal(skill, call);
    if (refused) ended({ ok: false, error: refused });
    else this.enqueue(skill, { call, ended });
  }

  /** A skill's own callback in its turn, however many wait; "" is nobody. A failure is a notice. */
  postOwn(skill: HostedSkill, { cause, ...call }: OwnCall): void {
    if (call.method === "" || skill.closed) return;
    const endless = this.endless(skill, call);
    const ended: Ended = (outcome) => this.report(skill, { method: call.method, cause, outcome });
    if (endless) ended({ ok: false, error: endless });
    else this.enqueue(skill, { call, ended });
  }

  /** Runs a skill's own callback now, in its turn. A failure is a notice. */
  performOwn(skill: HostedSkill, { cause, ...call }: OwnCall): Maybe<void> {
    const outcome = attempt(() => this.perform(skill, call));
    return chain(outcome, (ended) =>
      this.report(skill, { method: call.method, cause, outcome: ended }),
    );
  }

  private enqueue(skill: HostedSkill, { call, ended }: { call: SkillCall; ended: Ended }): void {
    const end = call.chain.begin();
    const finish: Ended = (outcome) => {
      ended(outcome);
      end();
    };
    skill.queue.post(
      () =>
        chain(
          attempt(() => this.perform(skill, call)),
          finish,
        ),
      (error) => finish({ ok: false, error }),
    );
  }

  private refusal(skill: HostedSkill, call: SkillCall): unknown {
    const { callerId } = call.facts;
    try {
      const caller = this.options.skills.get(callerId);
      demandAccess(skill, { callerId, caller, method: call.method });
      this.demandRoom(skill);
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

  private report(
    { id, closed }: HostedSkill,
    ended: { method: string; cause: CallCause; outcome: Outcome<RawResult> },
  ): void {
    const { method, cause, outcome } = ended;
    const error = outcome.ok ? outcome.value.error : outcome.error;
    if (error === undefined || closed) return;
    this.options.notify({ skillId: id, kind: "call_failed", method, cause, error });
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
    const callerId = call.facts.callerId === skill.id ? "" : call.facts.callerId;
    const facts = { ...call.facts, callerId, ...(state && { state }) };
    const payload = call.payload.length > 0 ? call.payload : NO_ARGS;
    this.stack.push(skill.id);
    try {
      return skill.runner.invokeRaw(call.method, payload, facts);
    } finally {
      this.stack.pop();
    }
  }

  private conclude(answer: RawResult, source: CommandSource): Maybe<RawResult> {
    if (answer.error !== undefined) return answer;
    const commands = readCommands(answer);
    return chain(this.keepState(answer, source), () => {
      if (source.skill.closed || commands.length === 0) return answer;
      return chain(this.options.carryOut(commands, source), () => answer);
    });
  }

  private keepState({ state }: RawResult, { skill, call }: CommandSource): Maybe<void> {
    if (!state) return undefined;
    const { store } = this.options;
    const { sessionId } = call.facts;
    return writeWithin(
      { store, skill },
      {
        bytes: state.length,
        replaced: { sessionId },
        write: () => store.writeState(skill.id, sessionId, state),
      },
    );
  }
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
