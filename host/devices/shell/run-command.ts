import type { StdioOptions } from "node:child_process";
import type { Readable } from "node:stream";
import { type Clock, HostError } from "@luminarys/sdk-as/engine";
import { endedError, type ThreadCall, whenEnded } from "../thread-call.js";
import { type JointOutput, openJointOutput } from "./joint-output.js";
import { type KeptOutput, OutputTail } from "./output-tail.js";
import { readPaced } from "./paced-reading.js";
import type { ProcessGroup } from "./process-group.js";
import { startFailure } from "./start-failure.js";

export const MAX_OUTPUT_BYTES = 8 * 1024 * 1024;

/** What a command leaves in its pipe is there already. */
const DRAIN_MS = 250;

export interface RunOptions {
  launch(stdio: StdioOptions): Promise<ProcessGroup>;
  /** What was asked, after `Cannot`. */
  readonly action: string;
  readonly timeoutMs: number;
  /** The same when it began, for messages. */
  readonly limitMs: number;
  readonly clock: Clock;
  /** Aborted when the device closes. */
  readonly closing: AbortSignal;
  /** The command ends with the thread that asked for it. */
  readonly call: Pick<ThreadCall, "ended">;
}

/** The end of what it wrote is at most MAX_OUTPUT_BYTES long. */
export interface CommandOutcome extends KeptOutput {
  readonly exitCode: number;
}

/** Waits for a command. Rejects with a HostError when it doesn't start, or end in time. */
export async function runCommand(options: RunOptions): Promise<CommandOutcome> {
  const { reader, writer } = await openOutput(options.action);
  const tail = new OutputTail(MAX_OUTPUT_BYTES);
  const read = readPaced(reader, (chunk) => tail.add(chunk));
  const group = await options
    .launch(["ignore", writer, writer])
    .catch((error) => {
      reader.destroy();
      throw error;
    })
    .finally(() => writer.destroy());
  const drained = group.ended.then(() => drain(reader, read));
  const exitCode = await endOf(group, options);
  await drained;
  return { exitCode, ...tail.take() };
}

async function openOutput(action: string): Promise<JointOutput> {
  try {
    return await openJointOutput();
  } catch (error) {
    throw startFailure(error, { action, program: "" });
  }
}

/** The answer doesn't wait until a command that is ended too late has gone. */
function endOf(group: ProcessGroup, options: RunOptions): Promise<number> {
  const { action, timeoutMs, limitMs, clock, closing, call } = options;
  return new Promise((resolve, reject) => {
    const giveUp = (error: HostError): void => {
      settle();
      group.end();
      reject(error);
    };
    const failure = (reason: string, code: HostError["code"]) =>
      new HostError(`Cannot ${action}: ${reason}`, { code });
    const late = () => giveUp(failure(`no answer within ${Math.round(limitMs)} ms`, "timeout"));
    const close = () => giveUp(failure("the skill is closed", "closed"));
    let forget = (): void => {};
    const cancel = clock.setTimer(timeoutMs, late);
    const settle = (): void => {
      cancel();
      forget();
      closing.removeEventListener("abort", close);
    };
    closing.addEventListener("abort", close);
    if (closing.aborted) close();
    forget = whenEnded(call, () => giveUp(endedError(action)));
    group.ended.then((exitCode) => {
      settle();
      resolve(exitCode);
    });
  });
}

/**
 * Reads on until nobody can write any more, so that a command that is ended doesn't trip over its
 * output. Somebody who has left the group may keep it open for ever.
 */
async function drain(reader: Readable, read: Promise<void>): Promise<void> {
  const timer = setTimeout(() => reader.destroy(), DRAIN_MS);
  await read;
  clearTimeout(timer);
}
