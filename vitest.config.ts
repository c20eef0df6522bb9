import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { skillPlugin } from "./testing/vitest/index.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Files of such a project share two processes: what they load and asc's warm code serve all of them. */
const shared = { isolate: false } as const;

const test = {
  environment: "node",
  testTimeout: 120_000,
  hookTimeout: 120_000,
} as const;

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
      {
        // The host's threads run compiled files, so here both packages are the built ones.
        test: {
          ...test,
          name: "skill-host",
          include: ["host/test/**/*.test.ts"],
          globalSetup: ["test/support/build-packages.ts"],
        },
      },
    ],
  },
});
