/** A skill's answer as JSON has it: bytes as base64, integers beyond 2^53 and other numbers as text. */
export function toJson(value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Map) return fromEntries([...value]);
  if (typeof value === "object" && value !== null) return fromEntries(Object.entries(value));
  return value ?? null;
}

function fromEntries(entries: [unknown, unknown][]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, item]) => [String(key), toJson(item)]));
}
