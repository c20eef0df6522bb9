import type { LlmPermission } from "../manifest/model.js";
import { allow, type Decision, denyDisabled } from "./decision.js";

export function decideLlm(permission: LlmPermission): Decision {
  if (!permission.enabled) return denyDisabled("permissions.llm", []);
  return allow([{ key: "permissions.llm.enabled", value: true }], {});
}
