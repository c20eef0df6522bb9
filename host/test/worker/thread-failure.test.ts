import { Worker } from "node:worker_threads";
import { HostLimitError } from "@luminarys/skill-host";
import { expect, it } from "vitest";
import { threadFailure } from "../../worker/thread-failure.js";

/** How a thread with this code and a heap of 8 MB ends. */
async function endOf(code: string) {
  const thread = new Worker(code, {
    eval: true,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  let failure: unknown;
  thread.on("error", (error) => {
    failure = error;
  });
  const exitCode = await new Promise<number>((resolve) => thread.once("exit", resolve));
  const { message, code: reason } = threadFailure(failure, { what: 'run skill "x"', exitCode });
  return { message, code: reason };
}

it("a thread whose heap is full says so", async () => {
  expect(await endOf("const all = []; for (;;) all.push({ more: [all.length] })")).toEqual({
    message: 'Cannot run skill "x": the heap of its thread is full',
    code: "memory",
  });
});

it("a thread that ends by itself says how", async () => {
  expect(await endOf("process.exit(3)")).toEqual({
    message: 'Cannot run skill "x": its thread ended (exit code 3)',
    code: "crashed",
  });
  expect(await endOf('throw new Error("lost")')).toEqual({
    message: 'Cannot run skill "x": its thread ended (lost)',
    code: "crashed",
  });
});

it("is an error of its own class", () => {
  const failure = threadFailure(undefined, { what: "load module", exitCode: 1 });
  expect(failure.name).toBe(new HostLimitError("", { code: "crashed" }).name);
});
