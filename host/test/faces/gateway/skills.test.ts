import type { EngineResult, MethodInfo, ParamInfo } from "@luminarys/sdk-as/engine";
import { completeManifest, InvokeError, SkillTrapError } from "@luminarys/sdk-as/engine";
import { describe, expect, it } from "vitest";
import type { GatewayHost } from "../../../faces/gateway/gateway.js";
import type { ChatAnswer } from "../../../faces/gateway/protocol.js";
import type { HostInvocation } from "../../../host.js";
import { HostLimitError } from "../../../host-limit-error.js";
import { openWorld, settle } from "./gateway-world.js";

const param = (name: string, type: string): ParamInfo => ({
  name,
  type,
  description: "",
  required: true,
  enum: [],
  encoding: "",
  properties: [],
});

const method = (name: string, more: Partial<MethodInfo> = {}): MethodInfo => ({
  name,
  description: `does ${name}`,
  params: [param("count", "integer")],
  mcp_hidden: false,
  private_callback: false,
  ...more,
});

type Answer = (call: HostInvocation) => Promise<Partial<EngineResult>>;

/** One skill, "notes", that answers as a test says. */
function notes(answer: Answer = async () => ({ value: "noted" })) {
  const calls: { name: string; call: HostInvocation }[] = [];
  const skills: Pick<GatewayHost, "list" | "invoke"> = {
    list: () => [
      {
        id: "notes",
        manifest: completeManifest({
          id: "notes",
          path: "notes.wasm",
          mcp: { hidden_methods: ["purge"] },
        }),
        status: "idle",
        descriptor: {
          version: 1,
          skill_id: "org.notes",
          skill_name: "Notes",
          skill_version: "1.0.0",
          description: "Keeps notes",
          methods: [
            method("add"),
            method("inner", { mcp_hidden: true }),
            method("heard", { private_callback: true }),
            method("purge"),
          ],
          requirements: [],
          sdk_version: 0,
        },
      },
    ],
    invoke: async (skill, name, call = {}) => {
      calls.push({ name: `${skill}/${name}`, call });
      return { requestId: "r", value: null, done: () => {}, ...(await answer(call)) } as never;
    },
  };
  return { skills, calls };
}

const invoke = { skill: "notes", method: "add", args: { count: 2 } };

describe("skills.list", () => {
  it("tells of skills and of the methods that they show, with schemas", async () => {
    const peer = await openWorld(notes()).join({ token: "guest" });
    expect(await peer.demand("skills.list")).toEqual({
      skills: [
        {
          id: "notes",
          name: "Notes",
          version: "1.0.0",
          description: "Keeps notes",
          methods: [
            {
              name: "add",
              description: "does add",
              input: {
                $schema: "https://json-schema.org/draft/2020-12/schema",
                type: "object",
                properties: { count: expect.objectContaining({ type: "integer" }) },
                required: ["count"],
              },
            },
          ],
        },
      ],
    });
  });
});

describe("skills.invoke", () => {
  it("calls a method in a session of the user's own, and gives its result as JSON", async () => {
    const { skills, calls } = notes(async () => ({ value: Uint8Array.of(1, 2), llmContext: "so" }));
    const peer = await openWorld({ skills }).join();
    const answered = await peer.demand("skills.invoke", { ...invoke, timeoutMs: 500 });
    expect(answered).toEqual({ result: "AQI=", llm_context: "so" });
    expect(calls).toEqual([
      {
        name: "notes/add",
        call: {
          args: { count: 2 },
          sessionId: "gateway/team/ann/",
          signal: expect.any(AbortSignal),
          timeoutMs: 500,
        },
      },
    ]);
  });

  it("calls it in a session of the user when that is named, and in nobody else's", async () => {
    const { skills, calls } = notes();
    const { join } = openWorld({ skills });
    const peer = await join();
    const sent = await peer.demand<ChatAnswer>("chat.send", { agentId: "main", message: "Hi" });
    const { sessionId } = sent;
    await peer.demand("skills.invoke", { ...invoke, sessionId });
    expect(calls[0]?.call.sessionId).toBe(`gateway/team/ann/${sessionId}`);
    const eve = await join({ userId: "eve" });
    expect(await eve.refusal("skills.invoke", { ...invoke, sessionId })).toMatchObject({
      code: "NOT_FOUND",
    });
    expect(calls).toHaveLength(1);
  });

  it.each([
    ["nothing", "add", 'Cannot invoke "nothing": there is no such skill'],
    ["__proto__", "add", 'Cannot invoke "__proto__": there is no such skill'],
    ["notes", "toString", 'Cannot invoke "notes/toString": there is no such method'],
    ["notes", "inner", 'Cannot invoke "notes/inner": there is no such method'],
    ["notes", "heard", 'Cannot invoke "notes/heard": there is no such method'],
    ["notes", "purge", 'Cannot invoke "notes/purge": there is no such method'],
  ])("of %s/%s that isn't offered is NOT_FOUND", async (skill, name, message) => {
    const { skills, calls } = notes();
    const peer = await openWorld({ skills }).join();
    expect(await peer.refusal("skills.invoke", { skill, method: name, args: {} })).toEqual({
      code: "NOT_FOUND",
      message,
      retryable: false,
    });
    expect(calls).toEqual([]);
  });

  it("names all arguments that don't fit, and the skill isn't asked", async () => {
    const { skills, calls } = notes();
    const peer = await openWorld({ skills }).join();
    const args = JSON.parse('{"count":"many","__proto__":{"a":1}}');
    expect(await peer.refusal("skills.invoke", { ...invoke, args })).toEqual({
      code: "INVALID_REQUEST",
      message: [
        "Cannot call notes/add: 2 arguments don't fit",
        '- count: expected integer, found "many"',
        "- __proto__: unknown, it takes count",
        "Hint: add(count: integer)",
      ].join("\n"),
      retryable: false,
    });
    expect(calls).toEqual([]);
  });

  it.each([
    ["its own error", async () => ({ error: "no such note" }), "FAILED_PRECONDITION", false],
    [
      "a trap",
      () => Promise.reject(new SkillTrapError("boom", { code: "abort" })),
      "INTERNAL",
      false,
    ],
    [
      "a full queue",
      () => Promise.reject(new InvokeError("Cannot wait", { code: "queue_full" })),
      "RESOURCE_EXHAUSTED",
      true,
    ],
    [
      "a denial",
      () => Promise.reject(new InvokeError("Cannot call", { code: "denied" })),
      "UNAUTHORIZED",
      false,
    ],
    [
      "its deadline",
      () => Promise.reject(new HostLimitError("Cannot go on", { code: "deadline" })),
      "AGENT_TIMEOUT",
      true,
    ],
    [
      "a stopping host",
      () => Promise.reject(new HostLimitError("Cannot go on", { code: "stopped" })),
      "UNAVAILABLE",
      true,
    ],
  ] as const)("that ends with %s says so", async (_what, answer, code, retryable) => {
    const { skills } = notes(answer as Answer);
    const peer = await openWorld({ skills }).join();
    expect(await peer.refusal("skills.invoke", invoke)).toMatchObject({ code, retryable });
    expect(await peer.demand("health")).toEqual({ status: "ok" });
  });

  it("doesn't block the connection, and is cancelled with it", async () => {
    const signals: AbortSignal[] = [];
    const { skills } = notes(({ signal }) => {
      if (signal) signals.push(signal);
      return new Promise(() => {});
    });
    const { join } = openWorld({ skills });
    const peer = await join();
    void peer.request("skills.invoke", invoke);
    expect(await peer.demand("health")).toEqual({ status: "ok" });
    await peer.close();
    await settle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });
});

it("a gateway that closes waits a second for what was cancelled, and no longer", async () => {
  const { skills } = notes(() => new Promise(() => {}));
  const { join, face, clock } = openWorld({ skills });
  const peer = await join();
  void peer.request("skills.invoke", invoke);
  await settle();
  const closed = face.close();
  clock.advance(1000);
  await closed;
  expect(await peer.ended).toBe("the gateway stops");
});

describe("a run's id", () => {
  it("may be the client's choice, once at a time for each user", async () => {
    const { join, agents } = openWorld();
    agents.hold();
    const [ann, bob] = [await join(), await join({ userId: "bob" })];
    const params = { agentId: "main", message: "Hi", runId: "mine" };
    const sends = [ann.request("chat.send", params), bob.request("chat.send", params)];
    await settle();
    expect(await ann.refusal("chat.send", params)).toEqual({
      code: "ALREADY_EXISTS",
      message: 'Cannot send: run "mine" goes on',
      retryable: false,
    });
    expect(await ann.demand("chat.abort", { runId: "mine" })).toEqual({ aborted: ["mine"] });
    expect(await sends[0]).toMatchObject({ error: { code: "CANCELLED" } });
    agents.held[1]?.finish();
    expect(await sends[1]).toMatchObject({ ok: true, payload: { runId: "mine" } });
    expect(await ann.demand("chat.abort", { runId: "mine" })).toEqual({ aborted: [] });
  });
});
