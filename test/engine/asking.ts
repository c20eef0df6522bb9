import type { Engine } from "../../engine/engine.js";
import type { Script, ScriptedAnswer } from "./scripted-runner.js";

type Args = Record<string, unknown>;

/** A skill that asks for the commands that it is called with, and remembers its callbacks. */
export function asking(more: Script["methods"] = {}): { script: Script; heard: Args[] } {
  const heard: Args[] = [];
  const ask = ({ commands }: Args): ScriptedAnswer => ({
    commands: commands as { type: string; payload: unknown }[],
  });
  const hear = (args: Args): undefined => {
    heard.push(args);
  };
  const fail = ({ commands }: Args): ScriptedAnswer => ({ ...ask({ commands }), error: "no" });
  return { script: { methods: { ask, fail, hear, ...more } }, heard };
}

/** Lets the skill "skill" ask for a command. */
export const ask = (engine: Engine, type: string, payload: unknown, sessionId = "") =>
  engine.invoke("skill", "ask", { args: { commands: [{ type, payload }] }, sessionId });
