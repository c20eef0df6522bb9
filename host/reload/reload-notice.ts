import type { ConfigProblem } from "../config/config-error.js";

/** What became of a change of the host's files. */
export type ReloadNotice =
  | {
      readonly kind: "skill_added" | "skill_replaced" | "skill_removed";
      readonly skillId: string;
      /** Its manifest. */
      readonly file: string;
    }
  /** What ran before goes on. */
  | { readonly kind: "reload_failed"; readonly problems: readonly ConfigProblem[] }
  /** What was wrong with a file is put right, and what runs is what it says. */
  | {
      readonly kind: "reload_mended";
      /** A manifest, or "" for host.yaml. */
      readonly file: string;
    }
  /** The agents of host.yaml are others now. */
  | { readonly kind: "agents_changed"; readonly ids: readonly string[] }
  /** Sections of host.yaml that changed, and are only read at the start. */
  | { readonly kind: "restart_needed"; readonly keys: readonly string[] };
