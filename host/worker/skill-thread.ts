import {
  createSkill,
  Guard,
  type HostCallRecord,
  type HostFunctionName,
  journalRecord,
  type Notice,
  plainRecord,
  type RunnerCall,
  type Skill,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { LogValve } from "../devices/system/log-valve.js";
import { BridgeClient } from "./bridge.js";
import { CallMeter } from "./call-meter.js";
import { ANSWERED, ThreadDoor } from "./door.js";
import type { CallOutcome, FromThread, ThreadCalls, ThreadInput } from "./messages.js";
import { monotonicMs } from "./monotonic.js";
import { Outbox } from "./outbox.js";
import { packError } from "./packed-error.js";
import { word } from "./shared-words.js";
import { createThreadDevices, type ThreadDevices } from "./thread-devices.js";
import { type Told, tellWatcher } from "./watch.js";

/** How long to stay away from the event loop for calls that may come; timers are late by as much. */
const AWAY_MS = 50;
/** After so long no further call of a row begins: whatever waits behind the row gets its turn. */
const ROW_MS = 5;

/** One skill in its own thread: the instance, and the devices that answer at once. */
export class SkillThread {
  private readonly input: ThreadInput;
  private readonly post: (message: FromThread) => void;
  private readonly meter: CallMeter;
  private readonly bridge: BridgeClient;
  private readonly words: Int32Array;
  private readonly door: ThreadDoor;
  private readonly outbox: Outbox;
  private readonly guard: Guard;
  private readonly devices: ThreadDevices;
  private readonly output: LogValve;
  private readonly skill: Skill;
  /** Whether the running call has asked the main thread for something. */
  private hasAsked = false;

  constructor(input: ThreadInput, post: (message: FromThread) => void) {
    const { manifest, module, words } = input;
    const now = systemClock.now;
    this.input = input;
    this.post = post;
    this.words = new Int32Array(words);
    this.meter = new CallMeter(words);
    this.bridge = new BridgeClient(input, (told) => this.tell(told));
    this.door = new ThreadDoor(input);
    this.outbox = new Outbox({ words, meter: this.meter, post });
    this.guard = new Guard({ manifest, now, counts: this.meter });
    this.devices = createThreadDevices({
      manifest,
      meter: this.meter,
      log: (line) => this.outbox.send({ kind: "log", line }, JSON.stringify(line).length),
    });
    this.output = new LogValve({
      linesPerSecond: manifest.limits.log_lines_per_s,
      clock: systemClock,
      onDropped: (writes) => this.reportDropped(writes),
    });
    this.skill = createSkill(module, {
      id: manifest.id,
      devices: this.guard.protect(this.devices.devices),
      relay: (name, request) => this.ask(name, request),
      onNotice: (notice) => this.report(notice),
      now: () => performance.now(),
      ...(input.journal && { onHostCall: (record) => this.record(record) }),
    });
    this.outbox.send({ kind: "started", atMs: now() });
  }

  /** Runs them, and those that come soon after them. */
  run(calls: ThreadCalls): void {
    const backMs = monotonicMs() + AWAY_MS;
    for (let next: ThreadCalls | undefined = calls; next; ) next = this.serve(next, backMs);
  }

  /** What the devices still have to say is said. */
  close(): void {
    this.output.report();
    this.devices.close();
  }

  /** Gives the next calls, if some come before it is time to be back. */
  private serve(calls: ThreadCalls, backMs: number): ThreadCalls | undefined {
    if (calls.bytes) this.bridge.bytes = calls.bytes;
    const outcome = this.runRow(calls);
    const leftMs = backMs - monotonicMs();
    if (leftMs > 0) this.door.open();
    if (outcome.ok && this.door.putAnswer(outcome.value)) this.tell(ANSWERED);
    else this.post({ outcome });
    return leftMs > 0 ? this.door.wait(leftMs) : undefined;
  }

  /** Whoever asks the main thread may change there what the next ones are about. */
  private runRow({ calls, epochMs }: ThreadCalls): CallOutcome {
    const stopMs = monotonicMs() + ROW_MS;
    for (let ended = 0; ; ended++) {
      this.hasAsked = false;
      this.meter.begin(epochMs);
      const outcome = this.outcome(calls[ended] as RunnerCall);
      const isLast = ended + 1 === calls.length || this.hasAsked || !changesNothing(outcome);
      if (isLast || monotonicMs() > stopMs || !this.goOn(ended)) return outcome;
    }
  }

  /** Gives false once the main thread has taken back what hasn't begun. */
  private goOn(ended: number): boolean {
    return Atomics.compareExchange(this.words, word.ended, ended, ended + 1) === ended;
  }

  private outcome({ method, payload, call }: RunnerCall): CallOutcome {
    try {
      return { ok: true, value: this.skill.invokeRaw(method, payload, call) };
    } catch (thrown) {
      return { ok: false, error: packError(thrown) };
    }
  }

  private ask(name: HostFunctionName, request: Uint8Array): Uint8Array {
    this.hasAsked = true;
    return this.meter.asHost(() => this.bridge.ask(name, request));
  }

  /** What was posted before is to be heard before. */
  private tell(told: Told): void {
    if (!this.outbox.isEmpty || !tellWatcher(this.words, told)) this.post(told);
  }

  private report(notice: Notice): void {
    if (notice.kind === "device_failed") {
      const { kind, name, error } = notice;
      this.outbox.send({ kind, name, error: packError(error) });
    } else if (this.output.pass()) {
      this.outbox.send({ kind: "notice", notice }, notice.text.length);
    }
  }

  private reportDropped(writes: number): void {
    const most = this.input.manifest.limits.log_lines_per_s;
    const reason = `more than ${most} in a second. Hint: raise limits.log_lines_per_s`;
    const text = `${writes} writes were dropped: ${reason}\n`;
    this.outbox.send({ kind: "notice", notice: { kind: "output", stream: "stderr", text } });
  }

  private record(record: HostCallRecord): void {
    const { journal } = this.input;
    if (!journal) return;
    const judged = { verdict: this.guard.takeVerdict(), atMs: systemClock.now() };
    const plain = plainRecord(journalRecord(record, judged), journal);
    this.outbox.send({ kind: "record", record: plain }, journal.maxLength);
  }
}

function changesNothing(outcome: CallOutcome): boolean {
  if (!outcome.ok) return false;
  const { error, state, commands } = outcome.value;
  return error === undefined && state === undefined && commands.length === 0;
}
