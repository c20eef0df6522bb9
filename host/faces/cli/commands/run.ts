import { ConfigError, type ConfigProblem } from "../../../config/config-error.js";
import { loadHostConfig } from "../../../config/load-host-config.js";
import type { HostConfig } from "../../../config/model.js";
import { shownPath } from "../../../config/shown-path.js";
import { surveyHost } from "../../../config/survey.js";
import type { Host } from "../../../host.js";
import { FileWatch } from "../../../reload/file-watch.js";
import { loadProblems } from "../../../reload/load-problems.js";
import { Reloader } from "../../../reload/reloader.js";
import { readVersion, type SkillVersion } from "../../../reload/skill-version.js";
import { openHostStore } from "../../../store/open-host-store.js";
import type { Workplace } from "../command-context.js";
import { printNotices } from "../print-notices.js";
import { harmless, styleFor } from "../style.js";
import { alignRows } from "../table.js";
import { type EndSignal, signalCodes, type Terminal } from "../terminal.js";
import { unservedKeys } from "../unserved-keys.js";

export interface RunFlags {
  readonly reload: boolean;
  /** Milliseconds. */
  readonly grace: number;
}

/** Timers take no more; it only keeps the process alive. */
const LONG_MS = 2 ** 31 - 1;

/** Runs the skills of a host.yaml until a signal. Gives the exit code. Throws a ConfigError. */
export async function runCommand(
  path: string,
  { flags, place }: { flags: RunFlags; place: Workplace },
): Promise<number> {
  const { terminal, tools } = place;
  const { cwd, env } = terminal;
  const options = { cwd, env, unserved: unservedKeys.inRuns };
  const config = loadHostConfig(path, options);
  const onNotice = printNotices(terminal, config.log);
  const { store, close } = await openHostStore(config);
  const missedSchedules = config.store?.missed_schedules;
  const host = await tools.createHost({ store, missedSchedules, llm: config.llm, onNotice });
  const end = new EndOfRun(terminal);
  try {
    const running = await addAll(config, { host, cwd });
    const { skills: _, ...sections } = config;
    const survey = () => surveyHost(path, options);
    const reloader = new Reloader({ host, cwd, survey, onNotice }, { sections, running });
    const watch = flags.reload ? watchFiles(reloader) : undefined;
    await host.resume();
    terminal.err(renderStart(host, config, terminal));
    const signal = await end.signal;
    watch?.close();
    terminal.err(`${signal}: no more calls, those that run may end\n`);
    return 0;
  } finally {
    await host.stop({ graceMs: flags.grace });
    await close();
    end.close();
  }
}

/** The first signal asks to end, the second one ends the process. */
class EndOfRun {
  readonly signal: Promise<EndSignal>;
  private readonly unhear: () => void;
  private readonly alive = setInterval(() => {}, LONG_MS);

  constructor(terminal: Terminal) {
    let unhear = () => {};
    this.signal = new Promise((resolve) => {
      let count = 0;
      unhear = terminal.onSignal((signal) => {
        count++;
        if (count === 1) resolve(signal);
        else terminal.exit(signalCodes[signal]);
      });
    });
    this.unhear = unhear;
  }

  close(): void {
    clearInterval(this.alive);
    this.unhear();
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
  if (problems.length > 0) throw new ConfigError(problems, "start");
  return running;
}

/** Begins with a reload, for what changed since the files were read. */
function watchFiles(reloader: Reloader): FileWatch {
  const update = async () => watch.update(await reloader.reload());
  const watch = new FileWatch({ sources: [], folders: [] }, { onChange: () => void update() });
  void update();
  return watch;
}

function renderStart(host: Host, config: HostConfig, terminal: Terminal): string {
  const style = styleFor(terminal, "err");
  const files = new Map(config.skills.map(({ file, manifest }) => [manifest.id, file]));
  const rows = host.list().map(({ id, descriptor }) => {
    const { skill_name, skill_version, methods } = descriptor;
    const offered = methods.filter((each) => !each.private_callback).length;
    const count = offered === 1 ? "1 method" : `${offered} methods`;
    const file = shownPath(files.get(id) ?? "", terminal.cwd);
    return [`  ${id}`, harmless(`${skill_name} ${skill_version}`), count, file];
  });
  const count = rows.length === 1 ? "1 skill" : `${rows.length} skills`;
  const lines = [
    style.bold(`${count} from ${shownPath(config.file ?? "", terminal.cwd)}`),
    ...alignRows(rows),
    style.dim("No way in is configured: schedules and events run. Ctrl+C ends it."),
  ];
  return `${lines.join("\n")}\n`;
}
