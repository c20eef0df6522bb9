import { argumentKind } from "../../engine/argument-kind.js";
import { compileGlob, filterHistory } from "../../engine/cores/index.js";
import type { Device, HostCall } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import type { HistoryMessage, PromptCompleteRequest } from "../../engine/wire/llm.gen.js";
import { demandOptions, optionKinds } from "../option-check.js";
import { askCore } from "./core-failure.js";
import { Rule, Rules } from "./rule.js";
import type { Surroundings } from "./surroundings.js";
import { tellSkill } from "./tell-skill.js";
import { quote, unscripted } from "./unscripted.js";
import { Wait } from "./wait.js";

type Completion = string | ((request: PromptCompleteRequest) => string);

interface Outcome {
  readonly give: (request: PromptCompleteRequest) => string;
  readonly delayMs: number;
}

const replyShape = { delayMs: optionKinds.amount };
const historyShape = { sessionId: optionKinds.text };
const messageShape = { role: optionKinds.text, content: optionKinds.text };

/** What the model says to the prompts that fit. */
export class LlmRule extends Rule<PromptCompleteRequest, Outcome> {
  reply(completion: Completion, options: { delayMs?: number } = {}): this {
    const action = "script what the model says";
    demandOptions(options, { action, shape: replyShape });
    const { delayMs = 0 } = options;
    if (typeof completion !== "function") demandText(completion, action);
    const give = (request: PromptCompleteRequest): string => {
      const text = typeof completion === "function" ? completion(request) : completion;
      return tellSkill(() => demandText(text, action));
    };
    return this.add(() => ({ give, delayMs }));
  }

  /** Fails as when the model's service can't be reached. */
  fail(reason = "the model can't be reached"): this {
    const give = (): never => {
      throw new HostError(`Cannot complete the prompt: ${reason}`, { code: "unavailable" });
    };
    return this.add(() => ({ give, delayMs: 0 }));
  }
}

export interface LlmLevers {
  /** Prompts that are this text, or that a glob or an expression matches. */
  on(prompt: string | RegExp): LlmRule;
  /** Answers every prompt that no other rule does. */
  reply(completion: Completion, options?: { delayMs?: number }): LlmRule;
  /** The conversation of a session, or of all that have none of their own. */
  history(messages: readonly HistoryMessage[], options?: { sessionId?: string }): void;
  /** What the model was asked, in order. */
  readonly prompts: readonly PromptCompleteRequest[];
}

export interface LlmParts {
  surroundings: Surroundings;
  /** The conversation of a session that the test doesn't set. */
  history?: (call: HostCall) => readonly HistoryMessage[];
}

export interface LlmFake {
  readonly device: Device<"llm">;
  readonly levers: LlmLevers;
  unused(): string[];
}

/** A model that says what it is told to. */
export function createLlm({ surroundings, history = () => [] }: LlmParts): LlmFake {
  const rules = new Rules<PromptCompleteRequest, Outcome, LlmRule>();
  const general = new Rules<PromptCompleteRequest, Outcome, LlmRule>();
  const histories = new Map<string, readonly HistoryMessage[]>();
  const prompts: PromptCompleteRequest[] = [];
  const device: Device<"llm"> = {
    history_get: ({ filter }, call) => {
      const own = histories.get(call.llmSessionId || call.sessionId) ?? histories.get("");
      return askCore(() => filterHistory(own ?? history(call), filter));
    },
    prompt_complete: (request, call) => {
      prompts.push(request);
      const outcome = rules.take(request) ?? general.take(request);
      if (!outcome) throw refusal(request.prompt, [...rules.names, ...general.names]);
      const wait = { call, timeoutMs: MAX_WAIT_MS, action: "complete the prompt" };
      new Wait(surroundings.clock, wait).spend(outcome.delayMs);
      return { content: outcome.give(request) };
    },
  };
  const levers: LlmLevers = {
    on: (prompt) => rules.add(ruleOf(prompt)),
    reply: (completion, options) => {
      const rule = {
        lever: "host.llm.reply(...)",
        name: "any prompt",
        pattern: "**",
        fits: () => true,
      };
      return general.add(new LlmRule(rule)).reply(completion, options);
    },
    history: (messages, options = {}) => {
      demandHistory(messages, options);
      histories.set(options.sessionId ?? "", messages);
    },
    prompts,
  };
  return { device, levers, unused: () => [...rules.unused(), ...general.unused()] };
}

const MAX_WAIT_MS = 600_000;

function demandText(text: unknown, action: string): string {
  if (typeof text === "string") return text;
  throw new TypeError(`Cannot ${action}: expected a string, found ${argumentKind(text)}`);
}

function demandHistory(messages: readonly HistoryMessage[], options: { sessionId?: string }): void {
  const action = "script host.llm.history";
  demandOptions(options, { action, shape: historyShape });
  if (!Array.isArray(messages)) {
    const found = argumentKind(messages);
    throw new TypeError(`Cannot ${action}: expected a list of messages, found ${found}`);
  }
  const message = { action, shape: messageShape, required: ["role", "content"] } as const;
  for (const each of messages) demandOptions(each, message);
}

function ruleOf(prompt: string | RegExp): LlmRule {
  const name = typeof prompt === "string" ? quote(prompt) : String(prompt);
  return new LlmRule({
    lever: `host.llm.on(${name})`,
    name,
    pattern: prompt,
    fits: fitsPrompt(prompt),
  });
}

function fitsPrompt(pattern: string | RegExp): (request: PromptCompleteRequest) => boolean {
  if (typeof pattern !== "string") return ({ prompt }) => prompt.search(pattern) >= 0;
  const glob = compileGlob(pattern);
  return ({ prompt }) => prompt === pattern || glob.matches(prompt);
}

function refusal(prompt: string, scripted: string[]): HostError {
  const wanted = quote(prompt);
  const lever = `host.llm.on(${wanted}).reply("...")`;
  return unscripted({ asked: `prompt_complete ${wanted}`, scripted, wanted, lever });
}
