import type { AsyncDevice, HostCall, HostFunctionTypes } from "@luminarys/sdk-as/engine";
import type { NetworkContext } from "./devices/device-context.js";
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
  /** What answers the HTTP requests for which skills run. The first one that is attached counts. */
  readonly web?: AsyncDevice<"web">;
  /** Named sockets, for one skill with its permissions. The first one that is attached counts. */
  readonly sockets?: (network: NetworkContext) => AsyncDevice<"sockets">;
}

/** The areas that faces answer. */
export type FaceDevices = Pick<Attachment, "web" | "sockets">;

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

  /** Of the first that has one each. */
  get devices(): FaceDevices {
    const members = [...this.members];
    const web = members.find((member) => member.web)?.web;
    const sockets = members.find((member) => member.sockets)?.sockets;
    return { ...(web && { web }), ...(sockets && { sockets }) };
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
