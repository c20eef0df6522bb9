import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "../support/sources.js";

/** A skill project of templates/ or examples/. */
export interface ExampleSkill {
  /** Relative to the repository, such as "examples/commands/orders". */
  readonly folder: string;
  /** The folder with README and tests, such as "examples/commands". */
  readonly project: string;
}

/** Every skill that is there to be copied. A project may hold several. */
export function listExampleSkills(): ExampleSkill[] {
  return ["templates", "examples"].flatMap((kind) =>
    listFolders(join(root, kind)).flatMap((project) =>
      [project, ...listFolders(project)]
        .filter((folder) => existsSync(join(folder, "asconfig.json")))
        .map((folder) => ({ folder: relative(root, folder), project: relative(root, project) })),
    ),
  );
}

/** Such as "examples/fs". */
export function listExamples(): string[] {
  return listFolders(join(root, "examples")).map((folder) => relative(root, folder));
}

function listFolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .map(({ name }) => join(path, name));
}
