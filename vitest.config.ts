import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
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
    environment: "node",
    include: ["test/**/*.test.ts", "templates/*/test/**/*.test.ts"],
    // Loading asc costs a second in every process: two long-lived workers beat many short ones.
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
