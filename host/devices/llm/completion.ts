/** What a model said, or why it said nothing. */
export type Completion =
  | { readonly text: string }
  | { readonly text: undefined; readonly reason: string };

/** Reads the answer of a chat completion; servers differ in what they leave out. */
export function readCompletion(json: string): Completion {
  const answer = parse(json);
  if (answer === undefined) return nothing("the answer of the model's endpoint isn't JSON");
  const choice = record(list(record(answer).choices)[0]);
  const message = record(choice.message);
  const text = textOf(message.content);
  if (text !== undefined && text !== "") return { text };
  if (typeof message.refusal === "string") return nothing("the model refused to answer");
  if (choice.finish_reason === "length") {
    return nothing("the model said nothing within max_tokens. Hint: raise max_tokens");
  }
  if (text === "") return { text };
  return nothing("the answer of the model's endpoint holds no text");
}

/** What an endpoint says of a failure, in one short line; "" when it says nothing. */
export function readFailure(json: string): string {
  const { error } = record(parse(json));
  const message = typeof error === "string" ? error : record(error).message;
  if (typeof message !== "string") return "";
  const line = message.replace(/\s+/g, " ").trim();
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)}...` : line;
}

const MAX_REASON = 300;

function nothing(reason: string): Completion {
  return { text: undefined, reason };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Some servers give a list of parts. */
function textOf(content: unknown): string | undefined {
  if (typeof content === "string") return content;
  const texts = list(content).map((part) => record(part).text);
  const known = texts.filter((text) => typeof text === "string");
  return known.length > 0 ? known.join("") : undefined;
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
