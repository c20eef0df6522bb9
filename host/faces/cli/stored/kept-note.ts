import { shownPath } from "../../../config/shown-path.js";
import { surveyHost } from "../../../config/survey.js";
import type { SkillTarget } from "../find-skill.js";
import type { Terminal } from "../terminal.js";
import type { CallEffects } from "./call-effects.js";
import { printLater } from "./print-later.js";

export interface NotedCall {
  readonly target: SkillTarget;
  readonly method: string;
  /** As `--config` says it. */
  readonly config: string | undefined;
  /** Whether `--no-store` was asked for. */
  readonly forgets: boolean;
}

/** What people have to know of what a call left behind, in lines; "" when there is nothing. */
export function keptNote(effects: CallEffects, call: NotedCall, terminal: Terminal): string {
  if (call.forgets) return forgottenLines(effects);
  if (call.target.listed) return scheduleLines(effects, call);
  const { kept } = effects;
  if (kept.length === 0) return "";
  const hint = keepingHint(call, terminal);
  return `Nothing is kept of what the call stored: ${kept.join(", ")}\nHint: ${hint}\n`;
}

/** State that is forgotten was asked for; a schedule that nothing calls seldom is. */
function forgottenLines({ schedules }: CallEffects): string {
  const methods = [...new Set(schedules.map(({ method }) => method))].join(", ");
  if (methods === "") return "";
  return `Warning: ${methods} will never be called: --no-store forgets what the call scheduled\n`;
}

function scheduleLines({ schedules }: CallEffects, { config }: NotedCall): string {
  const run = ["skill-host run", ...(config === undefined ? [] : [config])].join(" ");
  return schedules
    .map(
      ({ method, dueMs }) => `${method} is due ${printLater(dueMs, Date.now())}: ${run} calls it\n`,
    )
    .join("");
}

/** How the same call keeps what it stores. */
function keepingHint(
  { target, method, config = "host.yaml" }: NotedCall,
  terminal: Terminal,
): string {
  const { manifest, manifestFile, modulePath } = target;
  const option = config === "host.yaml" ? "" : ` --config ${config}`;
  const byId = `skill-host call ${manifest.id} ${method}${option}`;
  const survey = surveyHost(config, terminal);
  if (survey.skills.some(({ file }) => file === manifestFile)) {
    return `call it by its id in ${config}: ${byId}`;
  }
  if (survey.config === undefined || manifestFile === undefined) {
    const module = shownPath(modulePath, terminal.cwd);
    return `skill-host init ${module} lists it in a host.yaml; then call it by its id: ${byId}`;
  }
  const file = shownPath(manifestFile, terminal.cwd);
  return `add "${file}" to skills in ${config} and call it by its id: ${byId}`;
}
