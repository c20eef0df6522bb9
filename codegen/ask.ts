import { createInterface } from "node:readline/promises";
import { UsageError } from "./usage-error.js";

/** Asks who sits at the terminal. Throws a UsageError when the input ends. */
export async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new AbortController();
  lines.once("close", () => ended.abort());
  try {
    return await lines.question(question, { signal: ended.signal });
  } catch (error) {
    if (!ended.signal.aborted) throw error;
    throw new UsageError("Cannot go on: the question was not answered", "--yes takes the defaults");
  } finally {
    lines.close();
  }
}
