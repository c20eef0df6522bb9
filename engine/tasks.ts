import { BatchRun, batchResult } from "./batch-run.js";
import { CallChain } from "./call-chain.js";
import type { Calls } from "./calls.js";
import { Writer } from "./codec/writer.js";
import { Effects } from "./effects.js";
import { InvokeError } from "./errors.js";
import { attempt, chain, joinAll, type Maybe, type Outcome } from "./maybe.js";
import { type CallOutcome, callOutcome, reasonOf } from "./outcome.js";
import { OwedLoad } from "./owed-load.js";
import type { EnginePorts } from "./ports.js";
import type { RawResult } from "./skill.js";
import type {
  StoreChange,
  StoredBatch,
  StoredOrigin,
  StoredOutcome,
  StoredSchedule,
  StoredTask,
} from "./store.js";
import { writeBatchResult, writeCallResult } from "./wire/events.gen.js";

/** Waits between attempts to store how a task ended, in milliseconds. */
const FIRST_RETRY_MS = 1000;
const LAST_RETRY_MS = 60_000;

const NO_OUTCOME: StoredOutcome = { kind: "none" };

export interface TasksOptions extends EnginePorts {
  readonly calls: Calls;
}

/** What a task is staged with: the answer that asks for it, and the calls that caused that. */
export interface Staging {
  readonly effects: Effects;
  readonly chain: CallChain;
  /** The skill that asks. */
  readonly asker: string;
}

export type NewTask = Omit<StoredTask, "id" | "hops">;

/** A skill's own callback; "" as its method is nobody. */
export interface CallbackTarget extends StoredOrigin {
  readonly skillId: string;
  readonly method: string;
}

export type NewBatch = Omit<StoredBatch, "id" | "size" | "hops"> & Pick<StoredTask, "deadlineNs">;

/** One call of a batch, with the number that the skill gave it. */
export type BatchTask = Pick<StoredTask, "skillId" | "method" | "payload"> & {
  readonly index: number;
};

/** A call that is owed, and the change that says that it isn't any more. */
interface Owed {
  readonly task: StoredTask;
  readonly removal: StoreChange;
  readonly chain: CallChain;
  /** The skill that asked for it. */
  readonly asker: string;
}

/**
 * Makes the calls that are owed. A task is stored with the answer that asks for it and removed with the
 * effects of its own call: after a crash it is made again unless it has had its effects.
 */
export class Tasks {
  /** What all of them take. */
  readonly load = new OwedLoad();
  private readonly options: TasksOptions;
  private readonly active = new Set<string>();
  /** What takes schedules off the load. */
  private readonly scheduled = new Map<string, () => void>();
  private readonly batches = new Map<string, BatchRun>();
  /** What cancels each wait for the store. */
  private readonly retries = new Set<() => void>();
  private closed = false;

  constructor(options: TasksOptions) {
    this.options = options;
  }

  /** Adds a call to what an answer changes; it begins once that is stored. */
  stage(call: NewTask, staging: Staging): void {
    const chain = staging.chain.next();
    const task = { ...call, hops: chain.hops, id: this.options.createId("task") };
    staging.effects.add({ kind: "add_task", task });
    staging.effects.whenStored(() => this.start(task, { chain, asker: staging.asker }));
  }

  /** The same for a callback; `write` writes its event. */
  stageCallback(
    { skillId, method, sessionId, llmSessionId, traceId }: CallbackTarget,
    staging: Staging & { cause: "callback" | "message"; write: (writer: Writer) => void },
  ): void {
    if (method === "") return;
    const writer = new Writer();
    staging.write(writer);
    const payload = writer.take().slice();
    const origin = { sessionId, llmSessionId, traceId };
    const own = { callerId: "", deadlineNs: 0, outcome: NO_OUTCOME } as const;
    this.stage({ ...origin, ...own, skillId, method, payload, cause: staging.cause }, staging);
  }

  /** The same for several calls with one callback, which hears when all have ended. */
  stageBatch(
    { deadlineNs, ...asked }: NewBatch,
    { items, effects, chain: cause, asker }: Staging & { items: readonly BatchTask[] },
  ): void {
    const { createId } = this.options;
    const chain = cause.next();
    const { hops } = chain;
    const batch = { ...asked, hops, id: createId("batch"), size: items.length };
    if (items.length === 0) {
      this.stageBatchEnd(batch, { results: [], effects, chain, asker });
      return;
    }
    const { skillId: callerId, sessionId, llmSessionId, traceId } = asked;
    const origin = { callerId, sessionId, llmSessionId, traceId };
    const common = { ...origin, deadlineNs, hops, cause: "command" } as const;
    const tasks = items.map(({ index, ...call }, at): StoredTask => {
      const outcome = { kind: "batch", batchId: batch.id, at, index } as const;
      return { ...call, ...common, id: createId("task"), outcome };
    });
    effects.add({ kind: "add_batch", batch });
    for (const task of tasks) effects.add({ kind: "add_task", task });
    effects.whenStored(() => this.beginBatch({ batch, tasks, results: [] }, chain));
  }

  /** A schedule waits: until its time has come it takes its part of the load. */
  expectSchedule({ id, skillId, method, payload }: StoredSchedule): void {
    this.scheduled.set(id, this.load.add(skillId, payload.length + method.length));
  }

  /** Calls a method whose time has come. */
  startSchedule(schedule: StoredSchedule, payload: Uint8Array): void {
    const { id, skillId, method, sessionId, llmSessionId, traceId } = schedule;
    this.scheduled.get(id)?.();
    this.scheduled.delete(id);
    const removal = { kind: "remove_schedule", skillId, id } as const;
    const call = { id, skillId, method, payload, sessionId, llmSessionId, traceId };
    const own = { callerId: "", cause: "schedule", hops: 0, deadlineNs: 0 } as const;
    const task = { ...call, ...own, outcome: NO_OUTCOME };
    this.run({ task, removal, chain: CallChain.resume(0), asker: skillId });
  }

  /** Calls the callbacks that a skill is still owed. */
  resumeCallbacks(skillId: string): Maybe<void> {
    return chain(this.options.store.listTasks(skillId), (tasks) => {
      for (const task of tasks) if (task.callerId === "") this.resumeTask(task);
    });
  }

  /** Makes the stored calls between skills that are there; call it once all of them are. */
  resume(): Maybe<void> {
    const { store, skills } = this.options;
    return chain(store.listTasks(), (tasks) =>
      chain(store.listBatches(), (batches) => {
        const waiting = tasks.filter(({ callerId }) => skills.has(callerId));
        for (const task of waiting) if (task.outcome.kind !== "batch") this.resumeTask(task);
        return joinAll(
          batches
            .filter(({ id, skillId }) => !this.batches.has(id) && skills.has(skillId))
            .map((batch) => this.resumeBatch(batch, waiting)),
        );
      }),
    );
  }

  /**
   * Begins no more calls and gives up waiting for the store: what isn't stored as ended stays owed, for
   * the next `resume`. Gives what lets calls begin again.
   */
  close(): () => void {
    this.closed = true;
    for (const cancel of this.retries) cancel();
    this.retries.clear();
    return () => {
      this.closed = false;
    };
  }

  private resumeTask(task: StoredTask): void {
    this.start(task, { chain: CallChain.resume(task.hops), asker: task.callerId || task.skillId });
  }

  private resumeBatch(batch: StoredBatch, waiting: readonly StoredTask[]): Maybe<void> {
    const tasks = waiting.filter(
      ({ outcome }) => outcome.kind === "batch" && outcome.batchId === batch.id,
    );
    return chain(this.options.store.listBatchResults(batch.id), (results) =>
      this.beginBatch({ batch, tasks, results }, CallChain.resume(batch.hops)),
    );
  }

  private beginBatch(
    parts: Omit<ConstructorParameters<typeof BatchRun>[0], "start">,
    chain: CallChain,
  ): void {
    const asker = parts.batch.skillId;
    const run = new BatchRun({ ...parts, start: (task) => this.start(task, { chain, asker }) });
    this.batches.set(parts.batch.id, run);
    run.proceed();
  }

  private start(task: StoredTask, more: Pick<Owed, "chain" | "asker">): void {
    const { skillId, id } = task;
    this.run({ task, removal: { kind: "remove_task", skillId, id }, ...more });
  }

  private run(owed: Owed): void {
    const { task, chain, asker } = owed;
    if (this.closed || this.active.has(task.id)) return;
    const skill = this.options.skills.get(task.skillId);
    this.active.add(task.id);
    const end = chain.begin();
    const unload = this.load.add(asker, taskBytes(task));
    let isStored = false;
    const finish = (): void => {
      this.active.delete(task.id);
      unload();
      this.batchOf(task)?.release();
      end();
    };
    const onAnswer = (answer: RawResult, effects: Effects): void => {
      this.stageEnd(owed, { outcome: { ok: true, value: answer }, effects });
      effects.whenStored(() => {
        isStored = true;
      });
    };
    this.options.calls.postTask(task, {
      chain,
      onAnswer,
      ended: (outcome) => {
        const isCutOff = !outcome.ok && (skill?.closed || isClosed(outcome.error));
        if (!isCutOff) this.report(task, outcome);
        if (isStored || isCutOff) finish();
        else this.storeEnd(owed, { outcome, finish });
      },
    });
  }

  /** Adds to `effects` that a call isn't owed any more, and what its outcome causes. */
  private stageEnd(
    { task, removal, chain, asker }: Owed,
    { outcome, effects }: { outcome: Outcome<RawResult>; effects: Effects },
  ): void {
    const ended = this.keptOutcome(task, { asker, outcome });
    effects.add(removal);
    const result = batchResult(task, ended);
    if (result) {
      effects.add({ kind: "batch_result", result });
      const run = this.batches.get(result.batchId);
      run?.hold(this.load.add(asker, result.payload.length));
      const results = run?.put(result);
      if (run && results) this.stageBatchEnd(run.batch, { results, effects, chain, asker });
    }
    if (task.outcome.kind !== "callback") return;
    const { skillId, callback, callCtx } = task.outcome;
    const event = { skill_id: task.skillId, method: task.method, call_ctx: callCtx, ...ended };
    this.stageCallback(
      { ...task, skillId, method: callback },
      { effects, chain, asker, cause: "callback", write: (w) => writeCallResult(w, event) },
    );
  }

  /** A result for which there is no room is an error: somebody has to hear of it. */
  private keptOutcome(
    { skillId, method, outcome: { kind } }: StoredTask,
    { asker, outcome }: { asker: string; outcome: Outcome<RawResult> },
  ): CallOutcome {
    const ended = callOutcome(outcome);
    if (kind === "none" || this.load.fits(asker, ended.payload.length)) return ended;
    const reason = `too much waits for "${asker}" to keep its ${ended.payload.length} bytes`;
    const error = `Cannot give the result of "${skillId}/${method}": ${reason}`;
    return { payload: new Uint8Array(), error };
  }

  private stageBatchEnd(
    batch: StoredBatch,
    { results, ...staging }: Staging & { results: Parameters<typeof writeBatchResult>[1]["items"] },
  ): void {
    const { id, callback: method } = batch;
    staging.effects.add({ kind: "remove_batch", id });
    staging.effects.whenStored(() => {
      this.batches.get(id)?.letGo();
      this.batches.delete(id);
    });
    const event = { batch_id: id, items: results };
    this.stageCallback(
      { ...batch, method },
      { ...staging, cause: "callback", write: (w) => writeBatchResult(w, event) },
    );
  }

  /** Stores how a call ended that changed nothing else, as often as it takes. */
  private storeEnd(
    owed: Owed,
    { outcome, finish, waitMs = FIRST_RETRY_MS }: Ending & { waitMs?: number },
  ): void {
    const { store, clock, notify } = this.options;
    const effects = new Effects();
    this.stageEnd(owed, { outcome, effects });
    const stored = attempt(() => effects.commit(store));
    void chain(stored, (ended) => {
      if (ended.ok || this.closed) {
        finish();
        return;
      }
      notify({ skillId: owed.task.skillId, kind: "store_failed", error: ended.error });
      const cancel = clock.setTimer(waitMs, () => {
        this.retries.delete(cancel);
        const next = Math.min(waitMs * 2, LAST_RETRY_MS);
        this.storeEnd(owed, { outcome, finish, waitMs: next });
      });
      this.retries.add(cancel);
    });
  }

  /** Tells of a failure that nobody else hears of. */
  private report({ skillId, method, cause, outcome }: StoredTask, ended: Outcome<RawResult>): void {
    const error = ended.ok ? ended.value.error : ended.error;
    if (error === undefined) return;
    const { notify } = this.options;
    if (outcome.kind === "none") notify({ skillId, kind: "call_failed", method, cause, error });
    if (outcome.kind !== "callback" || outcome.callback !== "") return;
    const message = `Cannot carry out call_module: ${reasonOf(error)}`;
    notify({ skillId: outcome.skillId, kind: "command_failed", command: "call_module", message });
  }

  private batchOf({ outcome }: StoredTask): BatchRun | undefined {
    return outcome.kind === "batch" ? this.batches.get(outcome.batchId) : undefined;
  }
}

/** About what it takes in memory. */
function taskBytes({ payload, method, outcome }: StoredTask): number {
  return (
    payload.length + method.length + (outcome.kind === "callback" ? outcome.callCtx.length : 0)
  );
}

interface Ending {
  readonly outcome: Outcome<RawResult>;
  readonly finish: () => void;
}

/** A task of a skill that was closed stays owed. */
function isClosed(error: unknown): boolean {
  return error instanceof InvokeError && error.code === "closed";
}
