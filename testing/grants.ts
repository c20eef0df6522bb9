import { completeManifest } from "../engine/manifest.js";
import type { ManifestLine } from "../engine/permissions/decision.js";
import { escapeGlob } from "../engine/permissions/directories.js";
import { addLines } from "../engine/permissions/manifest-lines.js";
import type { Fakes, Levers, Scripted } from "./fakes.js";

/** What a test has prepared, as the lines of a manifest that would grant it. */
export class Grants {
  private readonly fakes: Pick<Fakes, "scripted">;
  private readonly paths = new Set<string>();
  private readonly env = new Map<string, string>();
  private usesModel = false;
  private known = { key: "", lines: [] as readonly ManifestLine[] };

  constructor(fakes: Pick<Fakes, "scripted">) {
    this.fakes = fakes;
  }

  /** Files and directories that the test has made. */
  get madePaths(): readonly string[] {
    return [...this.paths];
  }

  /** The same object until something more is scripted. */
  lines(): readonly ManifestLine[] {
    const scripted = this.fakes.scripted();
    const key = JSON.stringify([scripted, this.usesModel, [...this.env]]);
    if (key !== this.known.key) {
      this.known = { key, lines: [...this.ownLines(), ...scriptedLines(scripted)] };
    }
    return this.known.lines;
  }

  /** The same levers, which tell when they prepare something that has no pattern. */
  watch(levers: Levers): Levers {
    const { fs, llm, system } = levers;
    const tellModel = <Args extends unknown[], Given>(lever: (...args: Args) => Given) => {
      return (...args: Args): Given => {
        this.usesModel = true;
        return lever(...args);
      };
    };
    const tellPath = <Args extends [path: string, ...unknown[]]>(
      lever: (...args: Args) => void,
    ) => {
      return (...args: Args): void => {
        this.paths.add(args[0]);
        lever(...args);
      };
    };
    return {
      ...levers,
      fs: { ...fs, write: tellPath(fs.write), mkdir: tellPath(fs.mkdir) },
      llm: {
        ...llm,
        on: tellModel(llm.on),
        reply: tellModel(llm.reply),
        history: tellModel(llm.history),
      },
      system: {
        ...system,
        set: (facts) => {
          for (const [name, value] of Object.entries(facts.env ?? {})) this.env.set(name, value);
          system.set(facts);
        },
      },
    };
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
