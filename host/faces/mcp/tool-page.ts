import { ProtocolError, ProtocolErrorCode, type Tool } from "@modelcontextprotocol/server";

export type ToolPage = { tools: Tool[]; nextCursor?: string };

/**
 * The tools behind a cursor, in the order of names: one that goes meanwhile is missed by nobody else.
 * Throws a ProtocolError for a cursor that isn't one of ours.
 */
export function pageOf(
  tools: readonly Tool[],
  { cursor, size }: { cursor: string | undefined; size: number },
): ToolPage {
  const after = cursor === undefined ? "" : readCursor(cursor);
  const rest = tools.filter(({ name }) => name > after);
  const page = rest.slice(0, size);
  const last = page.at(-1);
  if (rest.length <= size || !last) return { tools: page };
  return { tools: page, nextCursor: Buffer.from(last.name).toString("base64url") };
}

function readCursor(cursor: string): string {
  const name = Buffer.from(cursor, "base64url").toString("utf8");
  const isOurs = name !== "" && Buffer.from(name).toString("base64url") === cursor;
  if (isOurs) return name;
  throw new ProtocolError(ProtocolErrorCode.InvalidParams, "Cannot list tools: unknown cursor");
}
