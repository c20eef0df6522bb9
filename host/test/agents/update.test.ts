import { expect, test } from "vitest";
import { says } from "../support/scripted-model.js";
import { agentAt, agentWorld } from "./agent-world.js";

test("an agent that was changed takes its next turn as it is now", async () => {
  const { agents, endpoint, run } = await agentWorld({ script: [says("Small"), says("Large")] });
  await run("Hi");
  agents.update([agentAt(endpoint.url, { model: "large-2" })]);
  expect((await run("Hi again")).content).toBe("Large");
  expect(endpoint.requests.map(({ body }) => body.model)).toEqual(["small-1", "large-2"]);
});

test("agents come and go", async () => {
  const { agents, endpoint, run } = await agentWorld({ script: [says("Hi")] });
  agents.update([agentAt(endpoint.url, { id: "other" })]);
  expect(agents.list().map(({ id }) => id)).toEqual(["other"]);
  await expect(run("Hi")).rejects.toThrow(
    'Cannot run agent "main": there is none of this id. Hint: there are "other"',
  );
  expect((await run("Hi", { agentId: "other" })).content).toBe("Hi");
});

test("a turn that goes on ends with the agent that it began with", async () => {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  const { agents, events, run } = await agentWorld({ script: [says("Hel", promise, "lo")] });
  const answer = run("Hi");
  await expect.poll(() => events.length).toBe(1);
  agents.update([]);
  resolve();
  expect((await answer).content).toBe("Hello");
  await expect(run("Hi")).rejects.toMatchObject({ code: "not_found" });
});
