/** Fields that are there more than once have lists. */
export type Fields = Record<string, string | string[]>;

/** The fields of a query or of a form that is encoded like one. */
export function readFields(text: string): Fields {
  if (text === "") return {};
  const fields = new Map<string, string | string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = fields.get(name);
    if (before === undefined) fields.set(name, value);
    else if (typeof before === "string") fields.set(name, [before, value]);
    else before.push(value);
  }
  return Object.fromEntries(fields);
}
