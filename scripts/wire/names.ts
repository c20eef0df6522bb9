import type { Field, RecordType, Type } from "../../contract/schema.js";

/** fs_read -> fsRead, HttpHeader -> httpHeader */
export function camel(name: string): string {
  const joined = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** fs_read -> FsRead */
export function pascal(name: string): string {
  const joined = camel(name);
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

/** DirEntry -> DirEntries, GrepFileMatch -> GrepFileMatches */
export function plural(name: string): string {
  if (name.endsWith("y")) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

/** The records that these types hold, themselves and in each other. */
export function reachable(
  fields: readonly Field[],
  find: (name: string) => RecordType,
): Set<string> {
  const found = new Set<string>();
  const visit = (type: Type): void => {
    if (typeof type === "string") return;
    if ("list" in type) visit(type.list);
    else if ("map" in type) visit(type.map);
    else if (!found.has(type.record)) {
      found.add(type.record);
      for (const field of find(type.record).fields) visit(field.type);
    }
  };
  for (const field of fields) visit(field.type);
  return found;
}

/** A field's meaning with the meaning of its zero value. */
export function meaning(field: Field): string {
  if (field.zero === undefined) return field.doc;
  const text = field.doc.replace(/\.$/, "");
  return field.omit === "null"
    ? `${text}; ${field.zero}.`
    : `${text}; ${zeroWord(field.type)} = ${field.zero}.`;
}

function zeroWord(type: Type): string {
  if (type === "str") return '""';
  if (typeof type === "object" || type === "bin" || type === "args") return "empty";
  return type === "bool" ? "false" : "0";
}

/** fs_read -> FS_READ, HttpHeader -> HTTP_HEADER */
export function upperSnake(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toUpperCase();
}
