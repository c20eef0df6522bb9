import type { Notice } from "./device.js";

/** Why a skill is called without anybody waiting for its answer. */
export type CallCause = "event" | "message" | "schedule" | "callback" | "command";

/** What an engine reports of one of its skills. */
export type EngineNotice = { readonly skillId: string } & (
  | Notice
  | {
      readonly kind: "call_failed";
      readonly method: string;
      readonly cause: CallCause;
      /** An Error, or the text that the skill answered. */
      readonly error: unknown;
    }
  | { readonly kind: "command_failed"; readonly command: string; readonly message: string }
  /** The store didn't take how a call ended; it is asked again. */
  | { readonly kind: "store_failed"; readonly error: unknown }
);
