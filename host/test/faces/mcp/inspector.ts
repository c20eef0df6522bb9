import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";

const own = createRequire(import.meta.url).resolve(
  "@modelcontextprotocol/inspector-cli/package.json",
);
const cli = join(own, "../build/cli.js");
const run = promisify(execFile);

/** What the inspector's command line prints of a server: an address, or a command with its arguments. */
export async function inspect(server: readonly string[], ...wanted: string[]): Promise<unknown> {
  const env = { PATH: process.env.PATH ?? "" };
  const args = [cli, "--cli", ...server, "--method", ...wanted];
  const { stdout } = await run(process.execPath, args, { env });
  return JSON.parse(stdout) as unknown;
}
