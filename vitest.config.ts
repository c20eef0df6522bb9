import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const test = {
  environment: "node",
  testTimeout: 120_000,
  hookTimeout: 120_000,
} as const;

export default defineConfig({
  test: {
    // Loading asc costs a second in every process: two long-lived workers beat many short ones.
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        resolve: {
          // Tests import the package as a user does, but run its sources.
          alias: {
            "@luminarys/sdk-as/engine/cores": at("./engine/cores/index.ts"),
            "@luminarys/sdk-as/engine": at("./engine/index.ts"),
            "@luminarys/sdk-as/codegen": at("./codegen/index.ts"),
            "@luminarys/sdk-as/testing/suite": at("./testing/suite/index.ts"),
            "@luminarys/sdk-as/testing": at("./testing/index.ts"),
          },
        },
        test: {
          ...test,
          name: "sdk-as",
          include: ["test/**/*.test.ts", "templates/*/test/**/*.test.ts"],
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
