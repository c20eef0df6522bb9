import type { RecordModel, Skill } from "../model.js";
import type { Name, Printer } from "./printer.js";

/** What the printers of one entry file share. */
export class LibContext {
  readonly printer: Printer;
  readonly records: ReadonlyMap<string, RecordModel>;
  readonly #sdkPath: string;
  readonly #folder: string;

  /** `folder` is where the entry file goes, `sdk` the SDK's import path from there. */
  constructor(skill: Skill, at: { printer: Printer; folder: string; sdk: string }) {
    this.printer = at.printer;
    this.records = new Map(skill.records.map((record) => [record.key, record]));
    this.#sdkPath = at.sdk;
    this.#folder = at.folder;
  }

  /** A name that the SDK exports. */
  sdk(name: string): Name {
    return this.printer.import(name, this.#sdkPath);
  }

  /** The author's module at `path`, as a namespace. */
  module(path: string): Name {
    const from = relativeImport(this.#folder, path.replace(/\.ts$/, ""));
    return this.printer.namespace(moduleName(path), from);
  }
}

function moduleName(path: string): string {
  const base = (path.split("/").at(-1) ?? path).replace(/\.ts$/, "");
  const name = base.replace(/[^a-z0-9]+([a-z0-9])?/gi, (_, next: string | undefined) =>
    (next ?? "").toUpperCase(),
  );
  return /^[a-z_]/i.test(name) ? name : `module${name}`;
}

/** The import path of `path` from a file in `folder`; both are below the same root. */
export function relativeImport(folder: string, path: string): string {
  const from = folder.split("/").filter((segment) => segment !== "" && segment !== ".");
  const to = path.split("/");
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.slice(shared).map(() => "..");
  const joined = [...up, ...to.slice(shared)].join("/");
  return up.length === 0 && !joined.startsWith("..") ? `./${joined}` : joined;
}
