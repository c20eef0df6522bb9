import type { RequirementInfo } from "../../wire/descriptor.gen.js";
import type { Decision } from "../decision.js";
import { coverCommand } from "./cover-command.js";
import { completeEndpoint, coverEndpoint } from "./cover-endpoint.js";
import { completeUrl, coverUrl } from "./cover-url.js";

/**
 * Whether all that a line of an allowlist grants is something that the requirement asks for. Only for
 * http, ws, tcp and shell; never when one of them can't be read.
 */
export function isWithinRequirement(
  line: string,
  { kind, pattern }: Pick<RequirementInfo, "kind" | "pattern">,
): boolean {
  try {
    return deciders[kind]?.(line, pattern).allowed ?? false;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** The requirement, taken for a grant, has to cover the line, taken for a requirement. */
const deciders: Readonly<Record<string, (line: string, required: string) => Decision>> = {
  http: (line, required) => coverUrl(grantUrl(required), { pattern: line, kind: "http" }),
  ws: (line, required) => coverUrl(grantUrl(required), { pattern: line, kind: "ws" }),
  tcp: (line, required) =>
    coverEndpoint({ enabled: true, allowlist: [completeEndpoint(required)] }, line),
  shell: (line, required) => coverCommand({ enabled: true, allowlist: [required] }, line),
};

function grantUrl(required: string) {
  return { enabled: true, allow_websocket: true, allowlist: [completeUrl(required)] };
}
