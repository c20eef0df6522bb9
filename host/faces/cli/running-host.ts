import { resolve } from "node:path";
import { ConfigError, type ConfigProblem } from "../../config/config-error.js";
import { loadHostConfig } from "../../config/load-host-config.js";
import type { AgentConfig, HostConfig } from "../../config/model.js";
import { shownPath } from "../../config/shown-path.js";
import { surveyHost } from "../../config/survey.js";
import type { Host, HostOptions } from "../../host.js";
import type { HostNotice } from "../../host-notice.js";
import type { LogPrinter } from "../../log/log-printer.js";
import { FileWatch } from "../../reload/file-watch.js";
import { loadProblems } from "../../reload/load-problems.js";
import type { ReloadNotice } from "../../reload/reload-notice.js";
import { Reloader } from "../../reload/reloader.js";
import { readVersion, type SkillVersion } from "../../reload/skill-version.js";
import { openHostStore } from "../../store/open-host-store.js";
import type { Workplace } from "./command-context.js";
import { logPrinter } from "./print-notices.js";
import { noticeRecords } from "./render/notice-records.js";
import { openForgetful } from "./stored/open-forgetful.js";

export interface RunningOptions {
  readonly place: Workplace;
  /** Whether what changes is loaded. */
  readonly reload: boolean;
  /** How long calls may go on at the end. */
  readonly graceMs: number;
  /** Whether anything is remembered. */
  readonly store: boolean;
  readonly ownPorts?: NonNullable<HostOptions["ownPorts"]>;
  /** Takes up what changes of the agents. */
  readonly onAgents?: (agents: readonly AgentConfig[]) => void;
}

/** The host of a host.yaml, with its skills, until it is closed. */
export interface RunningHost {
  readonly host: Host;
  readonly config: HostConfig;
  /** Adds to the host's log. */
  readonly log: LogPrinter;
  /** The manifest of a skill, also of one that was added since the start. */
  manifestOf(skillId: string): string | undefined;
  /** Takes up what its skills had to do when it last ended, and loads what changes from now on. */
  begin(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects with a ConfigError or a StoreError; nothing stays open then. */
export async function openRunningHost(path: string, options: RunningOptions): Promise<RunningHost> {
  const { place, graceMs, ownPorts, onAgents } = options;
  const { cwd, env } = place.terminal;
  const surroundings = { cwd, env };
  const config = loadHostConfig(path, surroundings);
  const log = logPrinter(place.terminal, config.log);
  if (config.skills.length === 0)
    log({ level: "warn", message: noSkills(shownPath(resolve(cwd, path), cwd)) });
  const onNotice = (notice: HostNotice | ReloadNotice) => noticeRecords(notice).forEach(log);
  const { store, close: closeStore } = options.store
    ? await openHostStore(config)
    : openForgetful(log);
  const missedSchedules = config.store?.missed_schedules;
  const metered = await openMetrics(config, closeStore);
  if (metered) log({ level: "info", message: `metrics at ${metered.url}` });
  const host = await place.tools.createHost({
    store,
    missedSchedules,
    telemetry: metered?.telemetry,
    llm: config.llm,
    onNotice,
    ownPorts: () => {
      const own = ownPorts?.() ?? { ports: [] };
      return { ...own, ports: [...own.ports, ...(metered?.ports ?? [])] };
    },
  });
  let watch: FileWatch | undefined;
  const close = async () => {
    watch?.close();
    await host.stop({ graceMs });
    await metered?.close();
    await closeStore();
  };
  try {
    const running = await addAll(config, { host, cwd });
    const { skills: _, ...sections } = config;
    const survey = () => surveyHost(path, surroundings);
    const reloader = new Reloader({ host, cwd, survey, onNotice, onAgents }, { sections, running });
    const begin = async () => {
      watch = options.reload ? watchFiles(reloader) : undefined;
      await host.resume();
    };
    const manifestOf = (skillId: string) => reloader.fileOf(skillId);
    return { host, config, log, manifestOf, begin, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function noSkills(file: string): string {
  const hint = "name a manifest under skills; skill-host init <module> writes one";
  return `${file} lists no skills: there is nothing to call. Hint: ${hint}`;
}

/** What host.yaml's `metrics` asks for. Rejects with a ListenError, the store closed. */
async function openMetrics({ metrics }: HostConfig, closeStore: () => Promise<void>) {
  if (!metrics) return undefined;
  const { Telemetry } = await import("../../telemetry/telemetry.js");
  const { serveMetrics } = await import("../../telemetry/serve-metrics.js");
  const telemetry = new Telemetry();
  try {
    const { url, port, close } = await serveMetrics(telemetry.metrics.registry, metrics.addr);
    return { telemetry, url, ports: [port], close };
  } catch (error) {
    await closeStore();
    throw error;
  }
}

/** All or none: throws a ConfigError that names every skill that the host doesn't take. */
async function addAll(
  { skills }: HostConfig,
  { host, cwd }: { host: Host; cwd: string },
): Promise<SkillVersion[]> {
  const problems: ConfigProblem[] = [];
  const running: SkillVersion[] = [];
  for (const skill of skills) {
    try {
      const version = readVersion(skill);
      await host.add({ manifest: version.manifest, module: version.module });
      running.push(version);
    } catch (error) {
      problems.push(...loadProblems(error, { file: skill.file, cwd }));
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return running;
}

/** Begins with a reload, for what changed since the files were read. */
function watchFiles(reloader: Reloader): FileWatch {
  const update = async () => watch.update(await reloader.reload());
  const watch = new FileWatch({ sources: [], folders: [] }, { onChange: () => void update() });
  void update();
  return watch;
}
