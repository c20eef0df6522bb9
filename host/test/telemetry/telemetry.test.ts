import { completeManifest, Journal } from "@luminarys/sdk-as/engine";
import { createHost, type Host, serveMetrics, Telemetry } from "@luminarys/skill-host";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildSkill } from "../../../test/support/build-skill.js";
import { RecordingTracer } from "./recording-tracer.js";

const source = `
// @skill:id com.example.observed
// @skill:name "Observed"
// @skill:version 1.0.0

import { Context, fs } from "@luminarys/sdk-as";

// @skill:method work "Read a file that isn't granted, and go on"
// @skill:param wait optional "When to go on, in milliseconds"
// @skill:result "Why not"
export function work(ctx: Context, wait: i32 = 3600000): string {
  ctx.schedule("tick", wait);
  return fs.read("/etc/passwd").code;
}

// @skill:method fail "Fail"
export function fail(ctx: Context): void {
  ctx.fail("no");
}

// @skill:method trap "Trap"
export function trap(): void {
  throw new Error("broken");
}

// @skill:callback
// @skill:method tick "It is time"
export function tick(): void {}
`;

const traceId = "0af7651916cd43dd8448eb211c80319c";

let module: Uint8Array;
let tracer: RecordingTracer;
let telemetry: Telemetry;
let host: Host;

beforeAll(async () => {
  module = (await buildSkill(source)).wasm;
});

async function start(more: { journal?: Journal } = {}): Promise<void> {
  host = createHost({ telemetry, onNotice: () => {}, ...more });
  const manifest = completeManifest({ id: "skill", path: "skill.wasm" });
  await host.add({ manifest, module });
}

beforeEach(() => {
  tracer = new RecordingTracer();
  telemetry = new Telemetry({ tracer });
});

afterEach(() => host.stop());

/** The lines of one metric, without their values' times. */
async function linesOf(metric: string): Promise<string[]> {
  const text = await telemetry.metrics.registry.metrics();
  return text.split("\n").filter((line) => line.startsWith(`${metric}{`));
}

describe("spans of a host", () => {
  it("are of the request's trace: the call, and in it what it asked of its host", async () => {
    await start();
    await host.invoke("skill", "work", { traceId, sessionId: "s", requestId: "r" });
    const call = tracer.named("call skill/work");
    expect(call).toMatchObject({
      traceId,
      ended: true,
      status: undefined,
      attributes: {
        "skill.id": "skill",
        "skill.method": "work",
        "skill.request_id": "r",
        "skill.session_id": "s",
        "skill.caller_id": "",
      },
    });
    expect(tracer.named("host fs_read")).toMatchObject({
      traceId,
      parentId: call.spanId,
      ended: true,
      status: { code: 2, message: expect.stringContaining('Cannot read "/etc/passwd"') },
    });
    expect(tracer.named("command schedule")).toMatchObject({ traceId, parentId: call.spanId });
  });

  it("name events, and stay in the trace that caused them", async () => {
    await start();
    await host.resume();
    await host.invoke("skill", "work", { traceId, args: { wait: 1 } });
    while (!tracer.spans.some(({ name, ended }) => name === "event skill/tick" && ended)) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    expect(tracer.named("event skill/tick").traceId).toBe(traceId);
  });

  it.each([
    ["any text", "06c83efc"],
    ["0AF76519-16CD-43DD-8448-EB211C80319C", traceId.slice(0, 8)],
  ])("of the trace %j are one trace too", async (text, prefix) => {
    await start();
    await host.invoke("skill", "fail", { traceId: text });
    await host.invoke("skill", "fail", { traceId: text });
    const [first, second] = tracer.spans;
    expect(first?.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect([first?.traceId.slice(0, 8), second?.traceId]).toEqual([prefix, first?.traceId]);
  });

  it("say how a call failed", async () => {
    await start();
    await host.invoke("skill", "fail");
    await expect(host.invoke("skill", "trap")).rejects.toThrow("broken");
    expect(tracer.named("call skill/fail").status).toEqual({ code: 2, message: "no" });
    expect(tracer.named("call skill/trap")).toMatchObject({ ended: true, status: { code: 2 } });
    expect((await host.invoke("skill", "work")).value).toBe("denied");
  });
});

describe("metrics of a host", () => {
  it("count calls, host calls and commands, and names that nobody offers as one", async () => {
    await start();
    for (const method of ["work", "work", "fail", "a", "b"]) await host.invoke("skill", method);
    expect(await linesOf("skill_calls_total")).toEqual([
      'skill_calls_total{skill="skill",method="work",end="ok"} 2',
      'skill_calls_total{skill="skill",method="fail",end="error"} 1',
      'skill_calls_total{skill="skill",method="unknown",end="error"} 2',
    ]);
    expect(await linesOf("skill_host_calls_total")).toEqual([
      'skill_host_calls_total{skill="skill",name="fs_read",code="denied"} 2',
    ]);
    expect(await linesOf("skill_commands_total")).toEqual([
      'skill_commands_total{skill="skill",command="schedule"} 2',
    ]);
    expect(await linesOf("skill_call_seconds_count")).toContain(
      'skill_call_seconds_count{skill="skill",method="work"} 2',
    );
  });

  it("leave the journal what it is", async () => {
    const journal = new Journal();
    await start({ journal });
    await host.invoke("skill", "work");
    expect(journal.entries()).toMatchObject([
      { name: "fs_read", request: { path: "/etc/passwd" } },
    ]);
  });

  it("are served in Prometheus' text, and nothing else is", async () => {
    await start();
    await host.invoke("skill", "fail");
    const server = await serveMetrics(telemetry.metrics.registry, { host: "127.0.0.1", port: 0 });
    const answer = await fetch(server.url);
    const text = await answer.text();
    const others = [await fetch(server.url, { method: "POST" }), await fetch(`${server.url}/x`)];
    await expect(
      serveMetrics(telemetry.metrics.registry, { host: "127.0.0.1", port: server.port }),
    ).rejects.toThrow(`Cannot serve metrics on 127.0.0.1:${server.port}: EADDRINUSE`);
    await server.close();
    expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain("# TYPE skill_calls_total counter\n");
    expect(others.map(({ status }) => status)).toEqual([405, 404]);
  });
});
