import { Journal } from "@luminarys/sdk-as/engine";
import { Telemetry } from "@luminarys/skill-host";
import type { Client } from "@modelcontextprotocol/client";
import { expect, onTestFinished, test } from "vitest";
import { says, startScriptedEndpoint } from "../../devices/llm/scripted-endpoint.js";
import { RecordingTracer } from "../../telemetry/recording-tracer.js";
import { linkedClient, notesFace } from "./linked-client.js";

const ask = { name: "notes/ask", arguments: { prompt: "How cold is it?" } };

/** A client with a model. */
async function withModel(answer: () => unknown): Promise<{ client: Client; asked: unknown[] }> {
  const { face } = await notesFace();
  const asked: unknown[] = [];
  const client = await linkedClient(face, {
    capabilities: { sampling: {} },
    prepare: (each) =>
      each.setRequestHandler("sampling/createMessage", ({ params }) => {
        asked.push(params);
        return answer() as never;
      }),
  });
  return { client, asked };
}

test("a prompt goes to the client's model", async () => {
  const content = { type: "text", text: "4 degrees" };
  const { client, asked } = await withModel(() => ({ model: "m", role: "assistant", content }));
  const result = await client.callTool(ask);
  expect(result.content).toEqual([{ type: "text", text: "it said: 4 degrees" }]);
  expect(asked).toEqual([
    {
      messages: [{ role: "user", content: { type: "text", text: "How cold is it?" } }],
      maxTokens: 4096,
    },
  ]);
});

test("a client's refusal reaches the skill", async () => {
  const { client } = await withModel(() => {
    throw new Error("the user said no");
  });
  const { isError, content } = await client.callTool(ask);
  expect(isError).toBe(true);
  expect(content).toEqual([
    { type: "text", text: expect.stringContaining("the client's model didn't answer (") },
  ]);
  expect((await client.callTool({ name: "notes/count" })).structuredContent).toEqual({
    result: 42,
  });
});

test("without the client's model and an endpoint, the error says what to configure", async () => {
  const { face } = await notesFace();
  const client = await linkedClient(face);
  const { isError, content } = await client.callTool(ask);
  expect(isError).toBe(true);
  expect(content).toEqual([
    {
      type: "text",
      text: expect.stringContaining(
        "Cannot complete the prompt: no model is configured. Hint: set llm.endpoint and llm.model in host.yaml",
      ),
    },
  ]);
});

test("journal and span tell whether the client's model was asked, or the endpoint's", async () => {
  const server = await startScriptedEndpoint(says("5 degrees"));
  onTestFinished(server.close);
  const journal = new Journal();
  const tracer = new RecordingTracer();
  const telemetry = new Telemetry({ tracer });
  const llm = { endpoint: server.url, model: "small-1" };
  const { face } = await notesFace({ hosted: { journal, telemetry, llm } });
  const content = { type: "text", text: "4 degrees" } as const;
  const offering = await linkedClient(face, {
    capabilities: { sampling: {} },
    prepare: (each) =>
      each.setRequestHandler("sampling/createMessage", () => ({
        model: "m",
        role: "assistant" as const,
        content,
      })),
  });
  const bare = await linkedClient(face);
  await offering.callTool(ask);
  await bare.callTool(ask);
  const reasons = [
    "granted by permissions.llm.enabled; asked the client's model",
    "granted by permissions.llm.enabled; asked small-1 of llm.endpoint",
  ];
  expect(journal.entries().map(({ reason }) => reason)).toEqual(reasons);
  const spans = tracer.spans.filter(({ name }) => name === "host prompt_complete");
  expect(spans.map(({ attributes }) => attributes["skill.reason"])).toEqual(reasons);
});
