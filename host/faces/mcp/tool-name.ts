import type { ToolSource } from "./tool.js";

/** A tool's name: `<id>/<method>`, with the manifest's separator, or without the id. */
export function toolName({ id, manifest }: ToolSource, method: string): string {
  const { prefix, separator } = manifest.mcp;
  return prefix === "none" ? method : `${id}${separator}${method}`;
}

/** Why no client may take a name, by the protocol's own rule; undefined when it may. */
export function nameFault(name: string): string | undefined {
  if (name.length > 128) return `it has ${name.length} characters, and 128 are allowed`;
  const [wrong] = /[^A-Za-z0-9_./-]/u.exec(name) ?? [];
  if (wrong === undefined) return undefined;
  return `it holds ${JSON.stringify(wrong)}, and only letters, digits and "_", "-", ".", "/" are allowed`;
}

/** Whether clients take it that know only letters, digits, "_" and "-", at most 64 of them. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(name);
}
