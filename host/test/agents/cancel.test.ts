import { describe, expect, test } from "vitest";
import { asks, part, says, streams } from "../support/scripted-model.js";
import { agentWorld } from "./agent-world.js";

const cancelled = {
  name: "AgentError",
  code: "cancelled",
  message: 'Cannot finish the turn of agent "main": it was cancelled',
};

describe("a turn that is cancelled", () => {
  test("before it began asks nobody and leaves no trace", async () => {
    const { run, endpoint, history } = await agentWorld({ script: [says("Hi")] });

    await expect(run("Hello", { signal: AbortSignal.abort() })).rejects.toMatchObject(cancelled);

    expect([endpoint.requests.length, await history()]).toEqual([0, []]);
  });

  test("while the model speaks ends its request, and what was said stays in the history", async () => {
    const script = [{ ...streams(part({ content: "Once upon" })), ending: "hangs" as const }];
    const { run, endpoint, history } = await agentWorld({ script: [...script, says("Hi")] });
    const cancelling = new AbortController();

    const turn = run("Tell", { signal: cancelling.signal, onEvent: () => cancelling.abort() });

    await expect(turn).rejects.toMatchObject(cancelled);
    expect(await history()).toEqual([
      { role: "user", content: "Tell" },
      { role: "assistant", content: "Once upon" },
    ]);
    expect((await run("Hello")).content).toBe("Hi");
    await expect.poll(endpoint.left).toBe(1);
  });

  test("while the model is silent ends its request", async () => {
    const script = [{ ...streams(), ending: "hangs" as const }, says("Hi")];
    const { run, endpoint } = await agentWorld({ script });
    const cancelling = new AbortController();

    const turn = run("Tell", { signal: cancelling.signal });
    const ended = expect(turn).rejects.toMatchObject(cancelled);
    await endpoint.asked(1);
    cancelling.abort();

    await ended;
    expect((await run("Hello")).content).toBe("Hi");
  });

  test("while a tool runs ends the skill's call, and the skill goes on", async () => {
    const script = [asks(["notes_loop", {}]), asks(["notes_count", {}]), says("It is 42")];
    const { run, host, events } = await agentWorld({ script });
    const cancelling = new AbortController();
    host.attach({ onNotice: ({ kind }) => void (kind === "log" && cancelling.abort()) });

    await expect(run("Loop", { signal: cancelling.signal })).rejects.toMatchObject(cancelled);

    expect(events[1]).toMatchObject({
      kind: "tool_result",
      isError: true,
      output: 'Cannot finish "notes/loop": it was cancelled',
    });
    expect((await run("How many?")).content).toBe("It is 42");
  });

  test("by the end of all agents says so too", async () => {
    const script = [{ ...streams(part({ content: "Once upon" })), ending: "hangs" as const }];
    const { run, agents } = await agentWorld({ script });

    const turn = run("Tell", { onEvent: () => void agents.close() });

    await expect(turn).rejects.toMatchObject(cancelled);
    await expect(run("Hello")).rejects.toMatchObject(cancelled);
  });
});
