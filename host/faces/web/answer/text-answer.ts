import { STATUS_CODES } from "node:http";
import type { WebAnswer } from "@luminarys/sdk-as/engine/cores";

const encoder = new TextEncoder();

export interface TextAnswerOptions {
  /** Default: the status in words. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The host's own answer, for people. */
export function textAnswer(
  status: number,
  { text = STATUS_CODES[status] ?? "", headers = {} }: TextAnswerOptions = {},
): WebAnswer {
  const lines = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return {
    status,
    headers: [
      { name: "content-type", value: "text/plain; charset=utf-8" },
      { name: "x-content-type-options", value: "nosniff" },
      ...lines,
    ],
    body: encoder.encode(`${text}\n`),
  };
}
