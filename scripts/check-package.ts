import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listSources, root } from "../test/support/sources.js";

const { devDependencies, exports: entries } = JSON.parse(readFileSync("package.json", "utf8"));

interface Packed {
  filename: string;
  files: { path: string }[];
}

/** The files that the sources in the tree must make of the package, and no other. */
function listWanted(): string[] {
  const always = [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "asconfig.json",
    "index.ts",
    "package.json",
  ];
  const paths = listSources(() => true).map(({ path }) => path);
  const built = paths
    .filter((path) => /^(contract|engine|codegen|testing)\/.*\.ts$/.test(path))
    .filter((path) => !path.endsWith(".d.ts"))
    .flatMap((path) => [".js", ".d.ts"].map((ending) => `dist/${path.replace(/\.ts$/, ending)}`));
  const copied = paths
    .filter((path) => /^(assembly|bin|docs|templates)\/|^testing\/.*\.d\.ts$/.test(path))
    .filter((path) => !/^templates\/[^/]+\/(assembly\/lib\.ts|build\/)/.test(path));
  return [...always, ...built, ...copied].sort();
}

function pack(destination: string): Packed {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
  const [packed] = JSON.parse(execFileSync("npm", args, { encoding: "utf8" }));
  return packed;
}

function compareFiles(packed: Packed): string[] {
  const found = new Set(packed.files.map(({ path }) => path));
  const wanted = new Set(listWanted());
  const targets = Object.values(entries).flatMap((e) =>
    typeof e === "string" ? e : Object.values(e ?? {}),
  );
  return [
    ...[...wanted].filter((path) => !found.has(path)).map((path) => `${path} is missing`),
    ...[...found].filter((path) => !wanted.has(path)).map((path) => `${path} doesn't belong there`),
    ...targets
      .map((target) => String(target).replace("./", ""))
      .filter((target) => !found.has(target))
      .map((target) => `${target} is exported but missing`),
  ];
}

/** Does with the packed file what an author does: installs it, generates, compiles, loads. */
function useAsAuthor(dir: string, tarball: string): void {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, {
      cwd: dir,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
  cpSync(join(root, "templates/hello"), dir, {
    recursive: true,
    filter: (path) => !/node_modules|build$|lib\.ts$/.test(path),
  });
  writeFileSync(
    join(dir, "package.json"),
    '{ "name": "author", "private": true, "type": "module" }',
  );
  const compiler = `assemblyscript@${devDependencies.assemblyscript}`;
  run("npm", "install", "--silent", "--no-audit", "--no-fund", tarball, compiler);
  run("npx", "--no-install", "skill-gen", "assembly");
  run("npx", "--no-install", "asc", "assembly/lib.ts", "--target", "release", "-o", "hello.wasm");
  writeFileSync(
    join(dir, "load.mjs"),
    `import { readFileSync } from "node:fs";
     import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
     import "@luminarys/sdk-as/engine/cores";
     import "@luminarys/sdk-as/codegen";
     const skill = createSkill(loadModule(readFileSync("hello.wasm")), { devices: {} });
     console.log(skill.describe().methods.length);`,
  );
  if (!(Number(run("node", "load.mjs")) > 0)) throw new Error("the installed skill has no methods");
}

const dir = mkdtempSync(join(tmpdir(), "sdk-as-package-"));
try {
  const packed = pack(dir);
  const faults = compareFiles(packed);
  if (faults.length > 0) throw new Error(`wrong contents\n  ${faults.join("\n  ")}`);
  useAsAuthor(dir, join(dir, packed.filename));
  console.log(`${packed.files.length} files; installs, generates, compiles and loads`);
} catch (error) {
  console.error(`Cannot use the packed package: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
