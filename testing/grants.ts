import { completeManifest } from "../engine/manifest.js";
import type { ManifestLine } from "../engine/permissions/decision.js";
import { escapeGlob } from "../engine/permissions/directories.js";
import { addLines } from "../engine/permissions/manifest-lines.js";
import type { FsFake } from "./devices/fs.js";
import type { LlmFake } from "./devices/llm.js";
import type { SystemFake } from "./devices/system.js";

/** What levers prepare that a manifest would have to grant: patterns, commands and nodes. */
export interface Scripted {
  readonly http: readonly string[];
  readonly tcp: readonly string[];
  readonly ws: readonly string[];
  readonly shell: readonly string[];
  readonly nodes: readonly string[];
}

/** What a test has prepared, as the lines of a manifest that would grant it. */
export class Grants {
  private readonly listScripted: () => Scripted;
  private readonly paths = new Set<string>();
  private readonly env = new Map<string, string>();
  private usesModel = false;
  /** How often a lever without a pattern has prepared something. */
  private told = 0;
  private known = { count: -1, lines: [] as readonly ManifestLine[] };

  constructor(listScripted: () => Scripted) {
    this.listScripted = listScripted;
  }

  /** Files and directories that the test has made. */
  get madePaths(): readonly string[] {
    return [...this.paths];
  }

  /** The same object until something more is scripted. */
  lines(): readonly ManifestLine[] {
    const scripted = this.listScripted();
    // Nothing that was scripted is ever taken back, so that their number tells of changes.
    const { http, tcp, ws, shell, nodes } = scripted;
    const count = this.told + http.length + tcp.length + ws.length + shell.length + nodes.length;
    if (count !== this.known.count) {
      this.known = { count, lines: [...this.ownLines(), ...scriptedLines(scripted)] };
    }
    return this.known.lines;
  }

  /** The same files, whose levers tell what they make. */
  watchFs(fake: FsFake): FsFake {
    const tell = <Args extends [path: string, ...unknown[]]>(lever: (...args: Args) => void) => {
      return (...args: Args): void => {
        this.paths.add(args[0]);
        lever(...args);
      };
    };
    const { levers } = fake;
    return { ...fake, levers: { ...levers, write: tell(levers.write), mkdir: tell(levers.mkdir) } };
  }

  /** The same model, whose levers tell that it is there. */
  watchModel(fake: LlmFake): LlmFake {
    const tell = <Args extends unknown[], Given>(lever: (...args: Args) => Given) => {
      return (...args: Args): Given => {
        this.usesModel = true;
        this.told++;
        return lever(...args);
      };
    };
    const { on, reply, history, prompts } = fake.levers;
    const levers = { on: tell(on), reply: tell(reply), history: tell(history), prompts };
    return { ...fake, levers };
  }

  /** The same machine, whose levers tell of variables. */
  watchSystem(fake: SystemFake): SystemFake {
    const { set } = fake.levers;
    const tell: typeof set = (facts) => {
      for (const [name, value] of Object.entries(facts.env ?? {})) this.env.set(name, value);
      this.told++;
      set(facts);
    };
    return { ...fake, levers: { set: tell } };
  }

  private ownLines(): ManifestLine[] {
    const model = this.usesModel ? [{ key: "permissions.llm.enabled", value: true }] : [];
    return [...model, ...[...this.env].map(([name, value]) => ({ key: `env.${name}`, value }))];
  }
}

/** Patterns that a manifest can't hold grant nothing: an expression, or a URL without a scheme. */
function scriptedLines({ http, tcp, ws, shell, nodes }: Scripted): ManifestLine[] {
  const items = (list: string, patterns: readonly string[]) =>
    patterns.map((item) => ({ list: `permissions.${list}`, item })).filter(isValid);
  const sockets = items("http.allowlist", ws);
  return [
    ...items("http.allowlist", http),
    ...sockets,
    ...(sockets.length > 0 ? [{ key: "permissions.http.allow_websocket", value: true }] : []),
    ...items("tcp.allowlist", tcp),
    ...items("shell.allowlist", shell),
    ...items("file_transfer.allowed_nodes", nodes),
  ];
}

/** A path as a line of `permissions.fs.dirs` grants it. */
export function dirLine(path: string): string {
  return `${escapeGlob(path)}:rw`;
}

function isValid(line: ManifestLine): boolean {
  try {
    completeManifest(addLines({ id: "any", path: "any.skill" }, [line]));
    return true;
  } catch {
    return false;
  }
}
