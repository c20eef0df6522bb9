import { completeManifest, type MethodInfo } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import type { SkillTool } from "../../../faces/mcp/tool.js";
import { toolResult } from "../../../faces/mcp/tool-result.js";

const result = {
  name: "result",
  description: "",
  type: "string" as const,
  required: true,
  enum: [],
  encoding: "" as const,
  properties: [],
};

const method: MethodInfo = {
  name: "find",
  description: "",
  params: [],
  result,
  mcp_hidden: false,
  private_callback: false,
};

const tool: SkillTool = {
  skillId: completeManifest({ id: "notes", path: "notes.wasm" }).id,
  chooses: false,
  methods: new Map([["find", method]]),
  listed: { name: "notes/find", inputSchema: { type: "object" } },
};

function answer(value: string | null) {
  return toolResult({ value, error: undefined, llmContext: undefined }, { method, tool });
}

test("nothing can be told from a text that says so", () => {
  expect(answer(null)).toEqual({
    content: [{ type: "text", text: "null" }],
    structuredContent: { result: null },
  });
  expect(answer("null")).toEqual({ content: [{ type: "text", text: "null" }] });
});
