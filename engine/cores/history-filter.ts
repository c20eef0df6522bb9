/**
 * The messages that a filter asks for: `last:10` the newest ten, `role:user` those of a role, "" all; in
 * order. Throws a SyntaxError.
 */
export function filterHistory<Message extends { readonly role: string }>(
  messages: readonly Message[],
  filter: string,
): Message[] {
  if (filter === "") return [...messages];
  const [, key, value = ""] = /^(last|role):(.+)$/.exec(filter) ?? [];
  if (key === "role") return messages.filter(({ role }) => role === value);
  if (key === "last" && /^\d+$/.test(value)) {
    return Number(value) === 0 ? [] : messages.slice(-Number(value));
  }
  throw new SyntaxError(
    `Cannot read history filter "${filter}": expected "last:<count>" or "role:<name>"`,
  );
}
