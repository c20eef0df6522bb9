import { CliError } from "../cli-error.js";
import type { ClientConfig, ServerCommand } from "./client-config.js";

export interface NamedServer {
  readonly name: string;
  readonly server: ServerCommand;
}

/** A client's file with a server in it; everything else stays. Throws a CliError for what isn't JSON. */
export function mergeServer(
  text: string | undefined,
  { name, server }: NamedServer,
  { file, key, entry }: ClientConfig,
): string {
  const before = text === undefined || text.trim() === "" ? {} : parse(text, file);
  const servers = before[key] ?? {};
  if (!isRecord(servers)) throw unreadable(file, `${key} is not an object`);
  const added = { ...entry, ...server };
  const after = { ...before, [key]: { ...servers, [name]: added } };
  return `${JSON.stringify(after, null, 2)}\n`;
}

function parse(text: string, file: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unreadable(file, "it is not JSON, or holds comments");
  }
  if (!isRecord(value)) throw unreadable(file, "it is not an object");
  return value;
}

function unreadable(file: string, reason: string): CliError {
  const hint = "Run it without --write, and copy what it prints";
  return new CliError(`Cannot add a server to "${file}": ${reason}`, { hint });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
