import type { ModelAnswer, ToolRequest } from "./chat-model.js";

/** Most characters of one answer, arguments of tools included. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** What an endpoint sends that isn't an answer. Its message is the reason only. */
export class MalformedAnswer extends Error {
  override readonly name = "MalformedAnswer";
}

interface Call {
  readonly index: unknown;
  id: string;
  name: string;
  arguments: string;
}

type Part = Record<string, unknown>;

/** Puts the parts of a streamed answer together; servers differ in what they leave out. */
export class AnswerParts {
  private text = "";
  private readonly calls: Call[] = [];
  private usage = { input_tokens: 0, output_tokens: 0 };
  private finish: unknown;
  private length = 0;

  /** Takes one part and gives its text. Throws a MalformedAnswer. */
  add(part: unknown): string {
    const { choices, usage } = recordOf(part);
    this.readUsage(usage);
    const choice = recordOf(listOf(choices)[0]);
    const delta = recordOf(choice.delta);
    this.finish = choice.finish_reason ?? this.finish;
    for (const call of listOf(delta.tool_calls)) this.addCall(recordOf(call));
    const text = textOf(delta.content) || textOf(delta.refusal);
    this.text += text;
    this.grow(text.length);
    return text;
  }

  /** Throws a MalformedAnswer when there is more to come. */
  end(): ModelAnswer {
    if (typeof this.finish !== "string") throw new MalformedAnswer("its answer ended halfway");
    const isWithheld = this.finish === "content_filter" && this.text === "";
    if (isWithheld) throw new MalformedAnswer("it withheld the answer (content_filter)");
    const calls = this.calls.map(({ id, name, arguments: args }, at): ToolRequest => {
      if (name === "") throw new MalformedAnswer("it asks for a tool without a name");
      return { id: id === "" ? `call_${at}` : id, name, arguments: args };
    });
    return { text: this.text, calls, usage: this.usage };
  }

  private addCall({ index, id, function: called }: Part): void {
    const call = this.callAt(index, textOf(id));
    const { name, arguments: args } = recordOf(called);
    call.name ||= textOf(name);
    call.arguments += textOf(args);
    this.grow(textOf(args).length);
  }

  /** Parts of a call have its index; servers without indices send each call at once. */
  private callAt(index: unknown, id: string): Call {
    const known = this.calls.find((each) => index !== undefined && each.index === index);
    if (known) {
      known.id ||= id;
      return known;
    }
    const call = { index, id, name: "", arguments: "" };
    this.calls.push(call);
    return call;
  }

  private readUsage(given: unknown): void {
    const { prompt_tokens, completion_tokens } = recordOf(given);
    this.usage = {
      input_tokens: countOf(prompt_tokens) ?? this.usage.input_tokens,
      output_tokens: countOf(completion_tokens) ?? this.usage.output_tokens,
    };
  }

  private grow(by: number): void {
    this.length += by;
    if (this.length <= MAX_CHARACTERS) return;
    throw new MalformedAnswer("its answer is longer than 4 Mi characters");
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function countOf(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

function recordOf(value: unknown): Part {
  return typeof value === "object" && value !== null ? (value as Part) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
