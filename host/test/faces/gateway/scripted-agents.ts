import type {
  AgentAnswer,
  AgentEvent,
  AgentInfo,
  AgentRun,
  Agents,
} from "../../../agents/agents.js";

export const answer: AgentAnswer = {
  content: "Hello!",
  usage: { input_tokens: 42, output_tokens: 8 },
};

/** A run that goes on until the test ends it. */
export interface HeldRun {
  readonly run: AgentRun;
  readonly tell: (event: AgentEvent) => void;
  readonly finish: (answer?: AgentAnswer) => void;
  readonly fail: (error: unknown) => void;
}

type Script = (run: AgentRun) => Promise<AgentAnswer>;

/** Agents that do what a test says. */
export class ScriptedAgents implements Agents {
  readonly runs: AgentRun[] = [];
  readonly held: HeldRun[] = [];
  script: Script = sayHello;
  private readonly ids: readonly string[];

  constructor(ids: readonly string[] = ["main", "other"]) {
    this.ids = ids;
  }

  list(): readonly AgentInfo[] {
    return this.ids.map((id) => ({ id, model: "scripted", skills: ["notes"] }));
  }

  run(run: AgentRun): Promise<AgentAnswer> {
    this.runs.push(run);
    return this.script(run);
  }

  /** Later runs wait for the test; whoever aborts one is obeyed when the test ends it. */
  hold(): void {
    this.script = (run) =>
      new Promise((resolve, reject) => {
        this.held.push({
          run,
          tell: run.onEvent,
          finish: (said = answer) => resolve(said),
          fail: reject,
        });
      });
  }
}

/** Two deltas, then all of it. */
export async function sayHello({ onEvent }: AgentRun): Promise<AgentAnswer> {
  onEvent({ kind: "text", text: "Hel", delta: "Hel" });
  await Promise.resolve();
  onEvent({ kind: "text", text: "Hello!", delta: "lo!" });
  return answer;
}
