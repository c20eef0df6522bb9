import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { printDocs } from "../../../codegen/print/print-docs.js";
import { catalogSource, describeSource } from "./catalog.js";

test("the reference names each method with its parameters and its answer", async () => {
  const text = printDocs(await describeSource(catalogSource), {
    capabilities: ["env_get"],
    version: "0.3.0",
  });
  expect(text).toBe(readFileSync(new URL("golden/docs.md", import.meta.url), "utf8"));
});
