import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { skillPlugin } from "./testing/vitest/index.js";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
    // Loading asc costs a second in every process: two long-lived workers beat many short ones.
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        resolve: sources,
        test: {
          ...test,
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
