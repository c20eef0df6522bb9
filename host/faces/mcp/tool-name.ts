import type { ToolSource } from "../../tools/tool-source.js";

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

/** Of the names that the protocol allows and some clients don't, in one line; undefined without any. */
export function nameAdvice(names: readonly string[]): string | undefined {
  const refused = names.filter((name) => !/^[A-Za-z0-9_-]{1,64}$/.test(name));
  const [first] = refused;
  if (first === undefined) return undefined;
  const which = `tool names such as "${first}" (${refused.length} in all)`;
  const rule = 'they take only letters, digits, "_" and "-", at most 64';
  const hint = 'set mcp.separator to "_", or mcp.prefix to none, in the skill\'s manifest';
  return `Some clients refuse ${which}: ${rule}. Hint: ${hint}`;
}
