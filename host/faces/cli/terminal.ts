import type { Readable, Writable } from "node:stream";

/** Where a command reads its surroundings and writes its words. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read the output, and the error output. */
  readonly isOutTerminal: boolean;
  readonly isErrTerminal: boolean;
  /** Characters in a line of the error output; undefined when that's no terminal. */
  readonly errColumns: number | undefined;
  /** Results, and nothing else. */
  readonly out: (text: string) => void;
  /** What is told beside results. */
  readonly err: (text: string) => void;
  /**
   * What is piped in, until its end; undefined when nothing is. Rejects with a RangeError when it's
   * longer than `maxBytes`.
   */
  readonly readInput: (maxBytes: number) => Promise<Uint8Array | undefined>;
  /** The standard streams, for a protocol that has them for itself. */
  readonly openStreams: () => { readonly input: Readable; readonly output: Writable };
  /** Hears SIGINT and SIGTERM, which then end nothing by themselves. Gives what ends the hearing. */
  readonly onSignal: (handler: (signal: EndSignal) => void) => () => void;
  /** Ends the process at once. */
  readonly exit: (code: number) => void;
}

export type EndSignal = "SIGINT" | "SIGTERM";

/** What a shell says of a process that a signal ended. */
export const signalCodes: Readonly<Record<EndSignal, number>> = { SIGINT: 130, SIGTERM: 143 };
