import type { HostCall, HostFunctionTypes } from "@luminarys/sdk-as/engine";
import type { HostNotice } from "./host-notice.js";

/** What a skill asks a model; temperature and max_tokens of 0 are left to the model. */
export type Prompt = HostFunctionTypes["prompt_complete"]["request"];

/** What takes part in a host beside its embedder, such as a face. Nothing here may throw. */
export interface Attachment {
  readonly onNotice?: (notice: HostNotice) => void;
  /** A skill was added, replaced or removed. */
  readonly onSkillsChanged?: () => void;
  /** A model's answer for a call that it made; undefined leaves the prompt to the next one. */
  readonly answerPrompt?: (prompt: Prompt, call: HostCall) => Promise<string> | undefined;
}

/** Those that are attached now, as one. */
export class Attachments {
  private readonly members = new Set<Attachment>();

  /** Gives what detaches it. */
  add(attachment: Attachment): () => void {
    this.members.add(attachment);
    return () => void this.members.delete(attachment);
  }

  notice(notice: HostNotice): void {
    for (const { onNotice } of this.members) onNotice?.(notice);
  }

  skillsChanged(): void {
    for (const { onSkillsChanged } of this.members) onSkillsChanged?.();
  }

  /** Of the first that has one. */
  answerPrompt(prompt: Prompt, call: HostCall): Promise<string> | undefined {
    for (const { answerPrompt } of this.members) {
      const answer = answerPrompt?.(prompt, call);
      if (answer) return answer;
    }
    return undefined;
  }
}
