import type { main as Main } from "../../../faces/cli/main.js";
import type { EndSignal, Terminal } from "../../../faces/cli/terminal.js";
import { Workspace } from "../../config/workspace.js";

/** Threads run compiled files, and so does what starts them. */
const built = new URL("../../../dist/faces/cli/main.js", import.meta.url).href;
const { main } = (await import(built)) as { main: typeof Main };

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** A terminal in a workspace that keeps what is written to it. */
export class FakeTerminal implements Terminal {
  readonly cwd: string;
  readonly env: Record<string, string> = {};
  isOutTerminal = false;
  isErrTerminal = false;
  /** What is piped in. */
  input: Uint8Array | undefined;
  written = "";
  told = "";
  readonly exits: number[] = [];
  private readonly handlers = new Set<(signal: EndSignal) => void>();
  private readonly listeners = new Set<() => void>();

  constructor(at: Workspace) {
    this.cwd = at.root;
  }

  readonly out = (text: string) => {
    this.written += text;
    for (const listener of this.listeners) listener();
  };

  readonly err = (text: string) => {
    this.told += text;
    for (const listener of this.listeners) listener();
  };

  readonly readInput = async (maxBytes: number) => {
    const { input } = this;
    if (input && input.length > maxBytes) throw new RangeError(`more than ${maxBytes} bytes`);
    return input;
  };

  readonly onSignal = (handler: (signal: EndSignal) => void) => {
    this.handlers.add(handler);
    return () => void this.handlers.delete(handler);
  };

  readonly exit = (code: number) => void this.exits.push(code);

  signal(signal: EndSignal): void {
    for (const handler of this.handlers) handler(signal);
  }

  /** Settles when the error output holds a text. */
  async hears(text: string): Promise<void> {
    if (this.told.includes(text)) return;
    await new Promise<void>((resolve) => {
      const listener = () => {
        if (!this.told.includes(text)) return;
        this.listeners.delete(listener);
        resolve();
      };
      this.listeners.add(listener);
    });
  }
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
