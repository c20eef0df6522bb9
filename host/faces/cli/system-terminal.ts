import { fstatSync } from "node:fs";
import type { EndSignal, Terminal } from "./terminal.js";

const signals: readonly EndSignal[] = ["SIGINT", "SIGTERM"];

/** The process's own. */
export function systemTerminal(): Terminal {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  return {
    cwd: process.cwd(),
    env: process.env,
    isOutTerminal: process.stdout.isTTY === true,
    isErrTerminal: process.stderr.isTTY === true,
    errColumns: process.stderr.columns,
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    readInput,
    openStreams: () => ({ input: process.stdin, output: process.stdout }),
    onSignal(handler) {
      for (const signal of signals) process.on(signal, handler);
      return () => {
        for (const signal of signals) process.off(signal, handler);
      };
    },
    exit: (code) => process.exit(code),
  };
}

async function readInput(maxBytes: number): Promise<Uint8Array | undefined> {
  if (!isPiped()) return undefined;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of process.stdin) {
    parts.push(part as Buffer);
    length += (part as Buffer).length;
    if (length > maxBytes) throw new RangeError(`more than ${maxBytes} bytes`);
  }
  return Buffer.concat(parts);
}

/** A terminal and /dev/null are devices; a closed input can't be asked. */
function isPiped(): boolean {
  try {
    const stat = fstatSync(0);
    return stat.isFIFO() || stat.isFile() || stat.isSocket();
  } catch {
    return false;
  }
}

/** Who reads may have read enough, such as `head`. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
