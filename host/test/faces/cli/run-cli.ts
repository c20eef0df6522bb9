import type { main as Main } from "../../../faces/cli/main.js";
import type { Workspace } from "../../config/workspace.js";
import { FakeTerminal } from "./fake-terminal.js";

/** Threads run compiled files, and so does what starts them. */
const built = new URL("../../../dist/faces/cli/main.js", import.meta.url).href;
const { main } = (await import(built)) as { main: typeof Main };

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Begins skill-host in this process. */
export function startCli(
  at: Workspace,
  args: readonly string[],
  changes: Partial<Pick<FakeTerminal, "input" | "isOutTerminal" | "isErrTerminal">> & {
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): { terminal: FakeTerminal; ended: Promise<Outcome> } {
  const { env = {}, ...rest } = changes;
  const terminal = Object.assign(new FakeTerminal(at), rest);
  Object.assign(terminal.env, env);
  const ended = main(args, { terminal }).then((code) => ({
    code,
    out: terminal.written.replaceAll(at.root, "<root>"),
    err: terminal.told.replaceAll(at.root, "<root>"),
  }));
  return { terminal, ended };
}

/** Runs skill-host in this process, until it ends. */
export function runCli(...input: Parameters<typeof startCli>): Promise<Outcome> {
  return startCli(...input).ended;
}
