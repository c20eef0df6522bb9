import { Counter, Histogram, Registry } from "prom-client";

const SECONDS = [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30];

/** `error`: the skill said so. `failed`: it trapped, took too long or wasn't called. */
export type CallEnd = "ok" | "error" | "failed";

/** What is counted of a host's skills, in a registry of its own. */
export class SkillMetrics {
  readonly registry = new Registry();
  private readonly calls = new Counter({
    name: "skill_calls_total",
    help: "Calls of methods, callbacks included, by how they ended",
    labelNames: ["skill", "method", "end"],
    registers: [this.registry],
  });
  private readonly callSeconds = new Histogram({
    name: "skill_call_seconds",
    help: "How long calls ran, host calls included",
    labelNames: ["skill", "method"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly hostCalls = new Counter({
    name: "skill_host_calls_total",
    help: "Host calls of skills; code is empty for those that succeeded",
    labelNames: ["skill", "name", "code"],
    registers: [this.registry],
  });
  private readonly hostCallSeconds = new Histogram({
    name: "skill_host_call_seconds",
    help: "How long host calls took",
    labelNames: ["skill", "name"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly commands = new Counter({
    name: "skill_commands_total",
    help: "Commands that successful answers asked for",
    labelNames: ["skill", "command"],
    registers: [this.registry],
  });

  countCall(call: { skill: string; method: string }, how: { end: CallEnd; seconds: number }): void {
    this.calls.inc({ ...call, end: how.end });
    this.callSeconds.observe(call, how.seconds);
  }

  countHostCall(
    call: { skill: string; name: string },
    { code, seconds }: { code: string; seconds: number },
  ): void {
    this.hostCalls.inc({ ...call, code });
    this.hostCallSeconds.observe(call, seconds);
  }

  countCommand(skill: string, command: string): void {
    this.commands.inc({ skill, command });
  }
}
