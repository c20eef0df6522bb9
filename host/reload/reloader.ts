import type { ConfigProblem } from "../config/config-error.js";
import type { AgentConfig, HostConfig, SkillFile } from "../config/model.js";
import type { Survey } from "../config/survey.js";
import type { Host } from "../host.js";
import { loadProblems } from "./load-problems.js";
import type { ReloadNotice } from "./reload-notice.js";
import { readVersion, type SkillVersion } from "./skill-version.js";

/** Sections of host.yaml, skills left out. */
type Sections = Omit<HostConfig, "skills">;

export interface ReloaderOptions {
  readonly host: Pick<Host, "add" | "replace" | "remove">;
  readonly cwd: string;
  /** Reads host.yaml and all it leads to. */
  readonly survey: () => Survey;
  /** Takes up other agents; without it they need another start. Mustn't throw. */
  readonly onAgents?: ((agents: readonly AgentConfig[]) => void) | undefined;
  /** Told of what changed and of what couldn't; mustn't throw. */
  readonly onNotice: (notice: ReloadNotice) => void;
}

/** Brings a host to what its files say now, skill by skill; a wrong one leaves the old running. */
export class Reloader {
  private readonly options: ReloaderOptions;
  /** What runs, by id. */
  private readonly running = new Map<string, SkillVersion>();
  /** Manifests by the skill, from before the host is told of it. */
  private readonly files = new Map<string, string>();
  /** Problems that were told, by file; "" is host.yaml and what it leads to. They aren't told again until they change. */
  private readonly told = new Map<string, string>();
  private sections: Sections;
  private turn: Promise<unknown> = Promise.resolve();

  /** `sections` and `running` are what the host was started with. */
  constructor(
    options: ReloaderOptions,
    started: { sections: Sections; running: readonly SkillVersion[] },
  ) {
    this.options = options;
    this.sections = started.sections;
    for (const version of started.running) {
      this.running.set(version.manifest.id, version);
      this.files.set(version.manifest.id, version.file);
    }
  }

  /** The manifest of a skill. */
  fileOf(skillId: string): string | undefined {
    return this.files.get(skillId);
  }

  /** Settles when the host is as its files were read; one reload at a time. Gives what was read. */
  reload(): Promise<Survey> {
    const next = this.turn.then(() => this.apply());
    this.turn = next.catch(() => {});
    return next;
  }

  private async apply(): Promise<Survey> {
    const survey = this.options.survey();
    const { config, skills } = survey;
    this.tell("", survey.problems);
    if (config === undefined) return survey;
    const hasOtherAgents = this.compareSections(config);
    const ids = new Set<string>();
    for (const { file, skill, problems } of skills) {
      if (skill === undefined) this.tell(file, problems);
      // A second manifest with the same id is among the survey's problems.
      else if (!ids.has(skill.manifest.id)) {
        ids.add(skill.manifest.id);
        await this.update(skill);
      }
    }
    const broken = new Set(skills.filter(({ skill }) => !skill).map(({ file }) => file));
    for (const [id, { file }] of [...this.running]) {
      if (!ids.has(id) && !broken.has(file)) await this.drop(id, file);
    }
    // Behind the skills that they use.
    if (hasOtherAgents) this.updateAgents(config.agents ?? []);
    return survey;
  }

  private async update(skill: SkillFile): Promise<void> {
    const { host, cwd, onNotice } = this.options;
    const { file } = skill;
    const { id } = skill.manifest;
    const before = this.running.get(id);
    this.files.set(id, file);
    try {
      const version = readVersion(skill);
      if (version.fingerprint !== before?.fingerprint) {
        const { manifest, module } = version;
        await (before ? host.replace({ manifest, module }) : host.add({ manifest, module }));
        this.running.set(id, version);
        onNotice({ kind: before ? "skill_replaced" : "skill_added", skillId: id, file });
        this.told.delete(file);
      }
      this.tell(file, []);
    } catch (error) {
      this.tell(file, loadProblems(error, { file, cwd }));
    }
  }

  private async drop(id: string, file: string): Promise<void> {
    const { host, cwd, onNotice } = this.options;
    this.running.delete(id);
    this.files.delete(id);
    this.told.delete(file);
    try {
      await host.remove(id);
      onNotice({ kind: "skill_removed", skillId: id, file });
    } catch (error) {
      this.tell(file, loadProblems(error, { file, cwd }));
    }
  }

  private tell(file: string, problems: readonly ConfigProblem[]): void {
    const text = JSON.stringify(problems);
    if (this.told.get(file) === text) return;
    if (problems.length > 0) {
      this.told.set(file, text);
      this.options.onNotice({ kind: "reload_failed", problems });
    } else if (this.told.delete(file)) this.options.onNotice({ kind: "reload_mended", file });
  }

  private updateAgents(agents: readonly AgentConfig[]): void {
    this.options.onAgents?.(agents);
    this.options.onNotice({ kind: "agents_changed", ids: agents.map(({ id }) => id) });
  }

  /** Limits reach their skills with the manifests. Gives whether there are other agents to take up. */
  private compareSections(sections: Sections): boolean {
    const { onAgents, onNotice } = this.options;
    const now = { limits: undefined, ...(onAgents && { agents: undefined }) };
    const before = { ...this.sections, ...now };
    const after = { ...sections, ...now };
    const isSame = JSON.stringify(this.sections.agents) === JSON.stringify(sections.agents);
    const names = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof Sections>;
    const keys = [...names].filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    this.sections = sections;
    if (keys.length > 0) onNotice({ kind: "restart_needed", keys });
    return onAgents !== undefined && !isSame;
  }
}
