import { decodeMessage, encodeMessage } from "../../engine/codec/message.js";
import type { SkillRunner } from "../../engine/hosted-skill.js";
import { chain, type Maybe } from "../../engine/maybe.js";
import type { InvokeCall, RawResult } from "../../engine/skill.js";
import type { MethodInfo, RequirementInfo } from "../../engine/wire/descriptor.gen.js";

type Args = Record<string, unknown>;

export interface ScriptedAnswer {
  value?: unknown;
  error?: string;
  state?: Uint8Array;
  commands?: { type: string; payload: unknown }[];
}

export type ScriptedMethod = (
  args: Args,
  call: InvokeCall,
) => Maybe<ScriptedAnswer> | Maybe<undefined> | Promise<void> | void;

export interface Script {
  methods: Record<string, ScriptedMethod>;
  /** Flags of methods in the descriptor. */
  flags?: Record<string, Partial<MethodInfo>>;
  requirements?: RequirementInfo[];
  close?: () => Maybe<void>;
}

/** A runner whose methods are JavaScript: what it answers crosses as bytes, as a guest's does. */
export function scriptedRunner({
  methods,
  flags = {},
  requirements = [],
  close,
}: Script): SkillRunner {
  return {
    describe: () => ({
      version: 1,
      skill_id: "org.luminarys.scripted",
      skill_name: "Scripted",
      skill_version: "1.0.0",
      description: "",
      methods: Object.keys(methods).map((name) => methodInfo(name, flags[name])),
      requirements,
      sdk_version: 0x300,
    }),
    invokeRaw(method, payload, call) {
      const run = methods[method];
      if (!run) return toRaw({ error: `Unknown method "${method}"` });
      const answer = run(decodeMessage(payload) as Args, call) as Maybe<ScriptedAnswer | undefined>;
      return chain(answer, toRaw);
    },
    ...(close && { close }),
  };
}

/** Runs in a later turn of the event loop, as an asynchronous host does. */
export function later(script: Script): Script {
  const methods = Object.entries(script.methods).map(([name, run]): [string, ScriptedMethod] => [
    name,
    async (args, call) => {
      await new Promise((resolve) => setImmediate(resolve));
      return (await run(args, call)) ?? {};
    },
  ]);
  return { ...script, methods: Object.fromEntries(methods) };
}

function methodInfo(name: string, flags: Partial<MethodInfo> = {}): MethodInfo {
  return {
    name,
    description: "",
    params: [],
    mcp_hidden: false,
    private_callback: false,
    ...flags,
  };
}

function toRaw(answer: ScriptedAnswer | undefined): RawResult {
  const { value = null, error, state, commands = [] } = answer ?? {};
  return {
    value: error === undefined ? encodeMessage(value) : new Uint8Array(0),
    error,
    llmContext: undefined,
    state: error === undefined ? state : undefined,
    commands: (error === undefined ? commands : []).map(({ type, payload }) => ({
      type,
      payload: encodeMessage(payload),
    })),
  };
}
