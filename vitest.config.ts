import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { LongFirst } from "./test/support/long-first.js";
import { ownProcess } from "./test/support/own-process.js";
import { skillPlugin } from "./testing/vitest/index.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Files of such a project share three processes: what they load and asc's warm code serve all of them. */
const shared = { isolate: false } as const;

const test = {
  environment: "node",
  testTimeout: 120_000,
  hookTimeout: 120_000,
} as const;

/** The host's threads run compiled files, so for its tests both packages are the built ones. */
const built = { globalSetup: ["test/support/build-packages.ts"] };

// Tests import the package as a user does, but run its sources.
const sources = {
  alias: {
    "@luminarys/sdk-as/engine/cores": at("./engine/cores/index.ts"),
    "@luminarys/sdk-as/engine/yaml": at("./engine/yaml/index.ts"),
    "@luminarys/sdk-as/engine": at("./engine/index.ts"),
    "@luminarys/sdk-as/codegen": at("./codegen/index.ts"),
    "@luminarys/sdk-as/testing/suite": at("./testing/suite/index.ts"),
    "@luminarys/sdk-as/testing": at("./testing/index.ts"),
  },
};

export default defineConfig({
  test: {
    pool: "forks",
    // One more than CI has processors: many tests wait for timers, peers and processes.
    maxWorkers: 3,
    sequence: { sequencer: LongFirst },
    coverage: { provider: "v8", exclude: ["**/*.d.ts"] },
    projects: [
      {
        resolve: sources,
        test: {
          ...test,
          ...shared,
          name: "sdk-as",
          include: ["test/**/*.test.ts", "templates/*/test/**/*.test.ts"],
          exclude: ["test/examples/**"],
        },
      },
      {
        resolve: sources,
        plugins: [skillPlugin()],
        test: {
          ...test,
          ...shared,
          name: "examples",
          include: ["examples/*/test/**/*.test.ts", "test/examples/**/*.test.ts"],
        },
      },
      // The first by name, which is the order they run in: none of its long files is left for the end.
      { test: { ...test, ...built, name: "alone", include: [...ownProcess] } },
      {
        test: {
          ...test,
          ...built,
          ...shared,
          name: "skill-host",
          include: ["host/test/**/*.test.ts"],
          exclude: [...ownProcess],
        },
      },
    ],
  },
});
