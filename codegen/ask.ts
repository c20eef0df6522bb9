import { createInterface } from "node:readline";
import { Interrupted } from "./interrupted.js";
import { UsageError } from "./usage-error.js";

type Ask = (question: string) => Promise<string>;

/**
 * Makes a function that asks who sits at the terminal. It throws a UsageError when the input ends, and
 * Interrupted at Ctrl-C.
 */
export function createAsk(): Ask {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  let isInterrupted = false;
  lines.on("SIGINT", () => {
    isInterrupted = true;
    process.stderr.write("\n");
    lines.close();
  });
  // Keeps lines that came before their question, such as pasted ones.
  const answers = lines[Symbol.asyncIterator]();
  return async (question) => {
    lines.setPrompt(question);
    lines.prompt();
    const { value, done } = await answers.next();
    // A terminal that is listened to would keep the process alive.
    lines.pause();
    if (done !== true) return value;
    if (isInterrupted) throw new Interrupted();
    throw new UsageError("Cannot go on: the question was not answered", "--yes takes the defaults");
  };
}
