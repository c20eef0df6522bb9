import type { HostConfig } from "../../../config/model.js";
import { shownPath } from "../../../config/shown-path.js";
import type { Host } from "../../../host.js";
import { type Faces, startFaces } from "../../../start-faces.js";
import type { Workplace } from "../command-context.js";
import { EndOfRun } from "../end-of-run.js";
import { accessRecord } from "../render/access-record.js";
import { openRunningHost } from "../running-host.js";
import { harmless, styleFor } from "../style.js";
import { alignRows } from "../table.js";
import type { Terminal } from "../terminal.js";

export interface RunFlags {
  readonly reload: boolean;
  /** Milliseconds. */
  readonly grace: number;
}

const noWay = "No way in is configured (http in host.yaml serves MCP): schedules and events run.";

/**
 * Runs the skills of a host.yaml until a signal. Gives the exit code. Throws a ConfigError, a StoreError
 * or a ListenError.
 */
export async function runCommand(
  path: string,
  { flags, place }: { flags: RunFlags; place: Workplace },
): Promise<number> {
  const { terminal } = place;
  const end = new EndOfRun(terminal);
  let faces: Faces | undefined;
  try {
    const running = await openRunningHost(path, {
      place,
      reload: flags.reload,
      graceMs: flags.grace,
      store: true,
      ownPorts: () => faces?.own ?? { ports: [] },
      onAgents: (agents) => faces?.updateAgents(agents),
    });
    const { host, config, log } = running;
    try {
      faces = await startFaces({
        host,
        config,
        cwd: terminal.cwd,
        manifestOf: running.manifestOf,
        onLog: log,
        onAccess: (access) => log(accessRecord(access)),
        onProblem: (message) => log({ level: "warn", message }),
        onAdvice: (message) => log({ level: "info", message }),
        onError: (error) => log({ level: "error", message: String(error) }),
      });
      await running.begin();
      terminal.err(renderStart(host, { config, faces, terminal }));
      const signal = await end.signal;
      terminal.err(`${signal}: no more calls, those that run may end\n`);
      return 0;
    } finally {
      await running.close();
      await faces?.close();
    }
  } finally {
    end.close();
  }
}

function renderStart(
  host: Host,
  { config, faces, terminal }: { config: HostConfig; faces: Faces; terminal: Terminal },
): string {
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
  const ways = alignRows(faces.urls.map(({ name, url }) => [`  ${name}`, url]));
  const lines = [
    style.bold(`${count} from ${shownPath(config.file ?? "", terminal.cwd)}`),
    ...alignRows(rows),
    ...(ways.length > 0 ? [style.bold("served at"), ...ways] : [style.dim(noWay)]),
    style.dim("Ctrl+C ends it."),
  ];
  return `${lines.join("\n")}\n`;
}
