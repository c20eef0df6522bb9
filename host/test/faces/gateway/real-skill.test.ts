import { completeManifest } from "@luminarys/sdk-as/engine";
import {
  type Agents,
  createHost,
  GatewayClient,
  GatewayFace,
  type JsonObject,
  memoryPair,
  TokenList,
} from "@luminarys/skill-host";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { buildSkill } from "../../../../test/support/build-skill.js";

const source = `
// @skill:id com.example.tally
// @skill:name "Tally"
// @skill:version 1.0.0
// @skill:desc "Counts calls of a session"

import { Context } from "@luminarys/sdk-as";

// @skill:method next "Counts on"
// @skill:result "How many calls there were"
export function next(ctx: Context): i32 {
  const count = ctx.state.length + 1;
  ctx.setState(new Uint8Array(count));
  return count;
}

// @skill:method session "Says its session"
// @skill:result "An id"
export function session(ctx: Context): string {
  return ctx.sessionId;
}
`;

let tally: Uint8Array;

beforeAll(async () => {
  tally = (await buildSkill(source)).wasm;
});

const usage = { input_tokens: 0, output_tokens: 0 };
const agents: Agents = {
  list: () => [{ id: "main", model: "none", skills: [] }],
  run: async ({ message }) => ({ content: message, usage }),
};

/** A client of a gateway whose host runs the skill in a thread. */
async function openTally(): Promise<GatewayClient> {
  const host = createHost({ onNotice: () => {} });
  await host.add({
    manifest: completeManifest({ id: "tally", path: "tally.wasm" }),
    module: tally,
  });
  const face = new GatewayFace({
    host,
    config: { anonymous: "operator" },
    tokens: new TokenList([]),
    agents,
    loopback: true,
  });
  const client = new GatewayClient({
    url: "memory:",
    userId: "ann",
    open: async () => {
      const [near, far] = memoryPair<JsonObject>();
      face.accept(far);
      return near;
    },
  });
  onTestFinished(async () => {
    await client.close();
    await face.close();
    await host.stop({ graceMs: 0 });
  });
  await client.connect();
  return client;
}

describe("a skill behind the gateway", () => {
  const next = { skill: "tally", method: "next" };

  it("keeps state by session, of which a user has one without naming it", async () => {
    const client = await openTally();
    const { sessionId } = await client.chat({ agentId: "main", message: "Hi" }).answer;
    expect(await client.call("skills.invoke", next)).toEqual({ result: 1 });
    expect(await client.call("skills.invoke", next)).toEqual({ result: 2 });
    expect(await client.call("skills.invoke", { ...next, sessionId })).toEqual({ result: 1 });
    const session = { skill: "tally", method: "session", sessionId };
    expect(await client.call("skills.invoke", session)).toEqual({
      result: `gateway//ann/${sessionId}`,
    });
  });

  it("loses its state with the session", async () => {
    const client = await openTally();
    const { sessionId } = await client.chat({ agentId: "main", message: "Hi" }).answer;
    await client.call("skills.invoke", { ...next, sessionId });
    await client.call("sessions.reset", { sessionId });
    expect(await client.call("skills.invoke", { ...next, sessionId })).toEqual({ result: 1 });
  });
});
