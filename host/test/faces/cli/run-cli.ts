import type { main as Main } from "../../../faces/cli/main.js";
import type { CliTools } from "../../../faces/cli/tools.js";
import type { Host } from "../../../host.js";
import type { Workspace } from "../../config/workspace.js";
import { FakeTerminal } from "./fake-terminal.js";

/** Threads run compiled files, and so does what starts them. */
const built = (file: string) => new URL(`../../../dist/cli/${file}`, import.meta.url).href;
const { main } = (await import(built("main.js"))) as { main: typeof Main };
const { hostTools } = (await import(built("tools.js"))) as { hostTools: CliTools };

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  readonly terminal: FakeTerminal;
  /** Those that the command has made. */
  readonly hosts: readonly Host[];
  readonly ended: Promise<Outcome>;
}

/** Begins skill-host in this process. */
export function startCli(
  at: Workspace,
  args: readonly string[],
  changes: Partial<Pick<FakeTerminal, "input" | "isOutTerminal" | "isErrTerminal">> & {
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Started {
  const { env = {}, ...rest } = changes;
  const terminal = Object.assign(new FakeTerminal(at), rest);
  Object.assign(terminal.env, env);
  const hosts: Host[] = [];
  const tools: CliTools = {
    ...hostTools,
    async createHost(options) {
      const made = await hostTools.createHost(options);
      hosts.push(made);
      return made;
    },
  };
  const ended = main(args, { terminal, tools }).then((code) => ({
    code,
    out: terminal.written.replaceAll(at.root, "<root>"),
    err: terminal.told.replaceAll(at.root, "<root>"),
  }));
  return { terminal, hosts, ended };
}

/** Runs skill-host in this process, until it ends. */
export function runCli(...input: Parameters<typeof startCli>): Promise<Outcome> {
  return startCli(...input).ended;
}
