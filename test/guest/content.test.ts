import { expect, test } from "vitest";
import { createSkill, loadModule } from "../../engine/index.js";
import { buildSkill } from "../support/build-skill.js";

const source = `
// @skill:id com.example.content
// @skill:name "Content"
// @skill:version 1.0.0

import { ToolContent } from "@luminarys/sdk-as";

// @skill:method show "Shows all kinds"
export function show(): ToolContent {
  const bytes = Uint8Array.wrap(String.UTF8.encode("hi"));
  return new ToolContent()
    .text("a")
    .image(bytes, "image/png")
    .audio(bytes, "audio/wav")
    .link("https://a.example/b", "b")
    .link("https://a.example/c", "c", "text/html")
    .resource("note://1", "d")
    .blob("note://2", bytes);
}

// @skill:method none "Shows nothing"
export function none(): ToolContent {
  return new ToolContent();
}
`;

test("content is a list of blocks, and the descriptor says so", async () => {
  const { wasm } = await buildSkill(source);
  const skill = createSkill(await loadModule(wasm));
  const hi = new Uint8Array([104, 105]);
  expect(skill.describe().methods.map(({ result }) => result?.encoding)).toEqual([
    "mcp-content",
    "mcp-content",
  ]);
  expect(skill.invoke("show").value).toEqual([
    { type: "text", text: "a" },
    { type: "image", data: hi, mimeType: "image/png" },
    { type: "audio", data: hi, mimeType: "audio/wav" },
    { type: "resource_link", uri: "https://a.example/b", name: "b" },
    { type: "resource_link", uri: "https://a.example/c", name: "c", mimeType: "text/html" },
    { type: "resource", resource: { uri: "note://1", mimeType: "text/plain", text: "d" } },
    {
      type: "resource",
      resource: { uri: "note://2", mimeType: "application/octet-stream", blob: hi },
    },
  ]);
  expect(skill.invoke("none").value).toEqual([]);
});
