/** Where a command reads its surroundings and writes its words. */
export interface Terminal {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read the error output. */
  readonly isTerminal: boolean;
  /** Whether people read the output; absent means no. */
  readonly isOutTerminal?: boolean;
  /** Asks a question and gives the answer; absent when nobody can answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** Ends what would otherwise run until the process is killed. */
  readonly stop?: AbortSignal;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}
