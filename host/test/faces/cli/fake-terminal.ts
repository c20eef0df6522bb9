import { PassThrough } from "node:stream";
import type { EndSignal, Terminal } from "../../../faces/cli/terminal.js";
import type { Workspace } from "../../config/workspace.js";

/** A terminal in a workspace that keeps what is written to it. */
export class FakeTerminal implements Terminal {
  readonly cwd: string;
  readonly env: Record<string, string> = {};
  isOutTerminal = false;
  isErrTerminal = false;
  errColumns: number | undefined;
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

  /** What a protocol reads and writes. */
  readonly streams = { input: new PassThrough(), output: new PassThrough() };

  readonly openStreams = () => this.streams;

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
