type Filter<Message> = (messages: readonly Message[]) => readonly Message[];

/**
 * The messages that a filter asks for: `last:10` the newest ten, `role:user` those of a role, "" all; in
 * order. Several are joined by commas, and each works on what the one before it has left:
 * `role:user,last:3` the last three of users. Throws a SyntaxError.
 */
export function filterHistory<Message extends { readonly role: string }>(
  messages: readonly Message[],
  filter: string,
): Message[] {
  const parts = filter === "" ? [] : filter.split(",").map((part) => readPart<Message>(part));
  return [...parts.reduce((left, part) => part(left), messages)];
}

function readPart<Message extends { readonly role: string }>(part: string): Filter<Message> {
  const [, key, value = ""] = /^(last|role):(.+)$/.exec(part) ?? [];
  if (key === "role") return (messages) => messages.filter(({ role }) => role === value);
  if (key === "last" && /^\d+$/.test(value)) {
    const count = Number(value);
    return (messages) => (count === 0 ? [] : messages.slice(-count));
  }
  throw new SyntaxError(
    `Cannot read history filter "${part}": expected "last:<count>" or "role:<name>"`,
  );
}
