import { compileGlob, filterHistory } from "../../engine/cores/index.js";
import type { Device, HostCall } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import type { HistoryMessage, PromptCompleteRequest } from "../../engine/wire/llm.gen.js";
import { askCore } from "./core-failure.js";
import { Rule, Rules } from "./rule.js";
import type { Surroundings } from "./surroundings.js";
import { quote, unscripted } from "./unscripted.js";
import { Wait } from "./wait.js";

type Completion = string | ((request: PromptCompleteRequest) => string);

interface Outcome {
  readonly give: (request: PromptCompleteRequest) => string;
  readonly delayMs: number;
}

/** What the model says to the prompts that fit. */
export class LlmRule extends Rule<PromptCompleteRequest, Outcome> {
  reply(completion: Completion, { delayMs = 0 }: { delayMs?: number } = {}): this {
    const give = typeof completion === "string" ? () => completion : completion;
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
    history: (messages, { sessionId = "" } = {}) => void histories.set(sessionId, messages),
    prompts,
  };
  return { device, levers, unused: () => [...rules.unused(), ...general.unused()] };
}

const MAX_WAIT_MS = 600_000;

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
