import { listSources } from "../support/sources.js";

const ours = listSources((path) => /^(templates|examples)\/.*\.(ts|js)$/.test(path)).filter(
  ({ path }) => !path.endsWith("/lib.ts"),
);

/** Paths of the templates' and examples' AssemblyScript, without entry files. */
export const skillFiles = ours.map(({ path }) => path).filter((path) => /\/assembly\//.test(path));

/** Paths of their tests. */
export const testFiles = ours.map(({ path }) => path).filter((path) => /\/test\//.test(path));

/** The folders called assembly. */
export const skillFolders = [
  ...new Set(skillFiles.map((path) => path.replace(/(\/assembly)\/.*/, "$1"))),
];
