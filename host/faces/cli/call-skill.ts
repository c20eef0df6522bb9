import {
  type EngineResult,
  InvokeError,
  SkillProtocolError,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";
import type { Host } from "../../host.js";
import { HostLimitError } from "../../host-limit-error.js";
import type { CallTrace } from "./call-trace.js";
import { CliError } from "./cli-error.js";
import type { Terminal } from "./terminal.js";

export interface SkillCall {
  readonly skillId: string;
  readonly method: string;
  readonly args: Record<string, unknown>;
  readonly sessionId: string;
  readonly timeoutMs: number | undefined;
}

/** Calls a method and waits for what it causes; prints the trace in any case. Throws a CliError. */
export async function callSkill(
  { skillId, method, args, sessionId, timeoutMs }: SkillCall,
  { host, trace, terminal }: { host: Host; trace: CallTrace | undefined; terminal: Terminal },
): Promise<EngineResult> {
  const begun = { unixMs: Date.now(), steadyMs: performance.now() };
  try {
    const limit = timeoutMs === undefined ? {} : { timeoutMs };
    const result = await host.invoke(skillId, method, { args, sessionId, ...limit });
    await result.done();
    if (result.error === undefined) return result;
    throw new CliError(result.error, { code: 1 });
  } catch (error) {
    if (error instanceof SkillTrapError) throw trapFailure(error, `${skillId}/${method}`);
    const isLate = timeoutMs !== undefined && Date.now() - begun.unixMs >= timeoutMs;
    throw skillFailure(error, isLate ? "Raise --timeout" : "");
  } finally {
    trace?.print(method, { begun, envOf: (id) => envOf(host, id), terminal });
  }
}

function envOf(host: Host, skillId: string) {
  return host.list().find(({ id }) => id === skillId)?.manifest.env ?? {};
}

const sdk = "~lib/@luminarys/";

/** What ended a call, in which method, and where: the SDK throws what a host call failed with. */
function trapFailure(
  { message, file = sdk, line, column }: SkillTrapError,
  called: string,
): CliError {
  const place = file.startsWith(sdk) ? "" : `\n  at ${file}:${line}:${column}`;
  return new CliError(`${message}\n  in ${called}${place}`, { code: 1 });
}

/** What else a call may end with that says more than a bug of ours. */
function skillFailure(error: unknown, hintWhenLate: string): unknown {
  if (error instanceof HostLimitError && error.code === "deadline") {
    return new CliError(error.message, { code: 1, hint: hintWhenLate });
  }
  const failures = [InvokeError, SkillProtocolError, RangeError, TypeError];
  const isExpected = failures.some((failure) => error instanceof failure);
  return isExpected ? new CliError((error as Error).message, { code: 1 }) : error;
}
