import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { root } from "./sources.js";

/** Files that take far longer than their size tells: begun late, they would end alone. */
const long: readonly string[] = [
  "test/package/walk.test.ts",
  "test/testing/vitest/plugin.test.ts",
  "test/testing/journal.test.ts",
  "test/editor/library.test.ts",
  "test/editor/no-false-errors.test.ts",
  "test/repo/demo.test.ts",
  "host/test/leaks.test.ts",
  "host/test/durability/crash.test.ts",
  "host/test/channels/contract.test.ts",
  "host/test/capabilities.test.ts",
  "host/test/faces/mcp/other-clients.test.ts",
  "host/test/faces/mcp/stdio.test.ts",
  "host/test/channels/suite.test.ts",
  "host/test/browser/chat.test.ts",
  "host/test/browser/web.test.ts",
  "host/test/devices/fs-swap.test.ts",
  "host/test/faces/mcp/load.test.ts",
  "host/test/faces/mcp/conformance.test.ts",
  "host/test/agents/example.test.ts",
];

/** Begins each project with its long files; a clean checkout knows only how large files are. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    const rank = ({ project, moduleId }: TestSpecification) => {
      const place = long.indexOf(relative(root, moduleId).replaceAll("\\", "/"));
      return projects.indexOf(project) * (long.length + 1) + (place < 0 ? long.length : place);
    };
    return sorted.sort((a, b) => rank(a) - rank(b));
  }
}
