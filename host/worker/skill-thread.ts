import {
  createSkill,
  Guard,
  type HostCallRecord,
  journalRecord,
  type Notice,
  plainRecord,
  type Skill,
  systemClock,
} from "@luminarys/sdk-as/engine";
import { LogValve } from "../devices/system/log-valve.js";
import { BridgeClient } from "./bridge.js";
import { CallMeter } from "./call-meter.js";
import { ANSWERED, ThreadDoor } from "./door.js";
import type { CallOutcome, FromThread, ThreadCall, ThreadInput } from "./messages.js";
import { monotonicMs } from "./monotonic.js";
import { Outbox } from "./outbox.js";
import { packError } from "./packed-error.js";
import { createThreadDevices, type ThreadDevices } from "./thread-devices.js";

/** How long to stay away from the event loop for calls that may come; timers are late by as much. */
const AWAY_MS = 50;

/** One skill in its own thread: the instance, and the devices that answer at once. */
export class SkillThread {
  private readonly input: ThreadInput;
  private readonly post: (message: FromThread) => void;
  private readonly meter: CallMeter;
  private readonly bridge: BridgeClient;
  private readonly door: ThreadDoor;
  private readonly outbox: Outbox;
  private readonly guard: Guard;
  private readonly devices: ThreadDevices;
  private readonly output: LogValve;
  private readonly skill: Skill;

  constructor(input: ThreadInput, post: (message: FromThread) => void) {
    const { manifest, module, words } = input;
    const now = systemClock.now;
    this.input = input;
    this.post = post;
    this.meter = new CallMeter(words);
    this.bridge = new BridgeClient(input, post);
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
      relay: (name, request) => this.meter.asHost(() => this.bridge.ask(name, request)),
      onNotice: (notice) => this.report(notice),
      now: () => performance.now(),
      ...(input.journal && { onHostCall: (record) => this.record(record) }),
    });
  }

  /** Runs it, and those that come soon after it. */
  run(call: ThreadCall): void {
    const backMs = monotonicMs() + AWAY_MS;
    for (let next: ThreadCall | undefined = call; next; ) next = this.runOne(next, backMs);
  }

  /** What the devices still have to say is said. */
  close(): void {
    this.output.report();
    this.devices.close();
  }

  /** Gives the next call, if one comes before it is time to be back. */
  private runOne(
    { method, payload, call, epochMs, bytes }: ThreadCall,
    backMs: number,
  ): ThreadCall | undefined {
    if (bytes) this.bridge.bytes = bytes;
    this.meter.begin(epochMs);
    const outcome = this.outcome(method, { payload, call });
    const leftMs = backMs - monotonicMs();
    if (leftMs > 0) this.door.open();
    if (outcome.ok && this.door.putAnswer(outcome.value)) this.post(ANSWERED);
    else this.post({ outcome });
    return leftMs > 0 ? this.door.wait(leftMs) : undefined;
  }

  private outcome(
    method: string,
    { payload, call }: Pick<ThreadCall, "payload" | "call">,
  ): CallOutcome {
    try {
      return { ok: true, value: this.skill.invokeRaw(method, payload, call) };
    } catch (thrown) {
      return { ok: false, error: packError(thrown) };
    }
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
