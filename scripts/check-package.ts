import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listSources, root } from "../test/support/sources.js";

const { devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));

interface Packed {
  filename: string;
  size: number;
  unpackedSize: number;
  files: { path: string }[];
}

interface Package {
  name: string;
  /** Its folder, "" or with a slash at the end. */
  folder: string;
  /** What npm packs beside what is built and copied. */
  always: string[];
  /** Sources of which it holds the compiled files. */
  built: RegExp;
  /** Files that it holds as they are. */
  copied: RegExp;
  not: RegExp;
  /** Whether its root is AssemblyScript, which asc resolves by rules of its own. */
  isForAsc: boolean;
}

const sdk: Package = {
  name: "@luminarys/sdk-as",
  folder: "",
  always: [
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "asconfig.json",
    "index.ts",
    "llms.txt",
    "package.json",
  ],
  built: /^(contract|engine|codegen|testing)\/.*(?<!\.d)\.ts$/,
  copied: /^(assembly|bin|docs|templates)\/|^testing\/.*\.d\.ts$/,
  not: /^templates\/[^/]+\/(assembly\/lib\.ts|build\/)|^docs\/\.vitepress\//,
  isForAsc: true,
};

const host: Package = {
  name: "@luminarys/skill-host",
  folder: "host/",
  always: ["package.json", ...["index.html", "chat.css", "chat.js", "icon.svg"].map(pageFile)],
  built: /^(?!test\/|faces\/gateway\/page\/browser\/).*(?<!\.d)\.ts$/,
  copied: /^bin\/|^(README|LICENSE)/,
  not: /^$/,
  isForAsc: false,
};

/** What scripts/bundle-page.ts makes. */
function pageFile(name: string): string {
  return `dist/faces/gateway/page/files/${name}`;
}

/** The files that the sources in the tree must make of the package, and no other. */
function listWanted({ folder, always, built, copied, not }: Package): string[] {
  const paths = listSources((path) => path.startsWith(folder)).map(({ path }) =>
    path.slice(folder.length),
  );
  const compiled = paths
    .filter((path) => built.test(path))
    .flatMap((path) => [".js", ".d.ts"].map((ending) => `dist/${path.replace(/\.ts$/, ending)}`));
  const kept = paths.filter((path) => copied.test(path) && !not.test(path));
  return [...always, ...compiled, ...kept].sort();
}

function pack({ folder }: Package, destination: string): Packed {
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", destination];
  const cwd = join(root, folder);
  const [packed] = JSON.parse(execFileSync("npm", args, { cwd, encoding: "utf8" }));
  return packed;
}

function compareFiles(of: Package, packed: Packed): string[] {
  const found = new Set(packed.files.map(({ path }) => path));
  const wanted = new Set(listWanted(of));
  const { exports: entries } = JSON.parse(
    readFileSync(join(root, of.folder, "package.json"), "utf8"),
  );
  const targets = Object.values(entries).flatMap((e) =>
    typeof e === "string" ? e : Object.values(e ?? {}),
  );
  const faults = [
    ...[...wanted].filter((path) => !found.has(path)).map((path) => `${path} is missing`),
    ...[...found].filter((path) => !wanted.has(path)).map((path) => `${path} doesn't belong there`),
    ...targets
      .map((target) => String(target).replace("./", ""))
      .filter((target) => !found.has(target))
      .map((target) => `${target} is exported but missing`),
  ];
  return faults.map((fault) => `${of.name}: ${fault}`);
}

/** Does with the packed files what an author does: installs them, generates, compiles, loads, calls. */
function useAsAuthor(dir: string, tarballs: string[]): void {
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
  run("npm", "install", "--silent", "--no-audit", "--no-fund", ...tarballs, compiler);
  run("npx", "--no-install", "skill-gen", "assembly");
  run("npx", "--no-install", "asc", "assembly/lib.ts", "--target", "release");
  writeFileSync(
    join(dir, "load.mjs"),
    `import { readFileSync } from "node:fs";
     import { createSkill, loadModule } from "@luminarys/sdk-as/engine";
     import "@luminarys/sdk-as/engine/cores";
     import "@luminarys/sdk-as/codegen";
     const skill = createSkill(loadModule(readFileSync("build/hello.wasm")), { devices: {} });
     console.log(skill.describe().methods.length);`,
  );
  if (!(Number(run("node", "load.mjs")) > 0)) throw new Error("the installed skill has no methods");
  const greet = ["call", "manifest.yaml", "greet", "--name", "Ada"];
  const answer = run("npx", "--no-install", "skill-host", ...greet);
  if (answer !== "Good morning, Ada!\n") throw new Error(`the installed host answers ${answer}`);
}

/** What the field's own tools say of entries and types. Throws an Error with it. */
function lint({ isForAsc }: Package, tarball: string): void {
  const excluded = isForAsc ? ["--exclude-entrypoints", "."] : [];
  const linters = [
    ["publint", "--strict"],
    ["attw", "--profile", "esm-only", ...excluded],
  ];
  for (const [tool = "", ...options] of linters) {
    const args = [join(root, "node_modules/.bin", tool), tarball, ...options];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    if (status !== 0) throw new Error(`${tool} refuses ${tarball}:\n${stdout}${stderr}`);
  }
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024).toLocaleString("en")} KiB`;
}

const dir = mkdtempSync(join(tmpdir(), "sdk-as-package-"));
try {
  const packed = [sdk, host].map((of) => ({ of, packed: pack(of, dir) }));
  const faults = packed.flatMap(({ of, packed }) => compareFiles(of, packed));
  if (faults.length > 0) throw new Error(`wrong contents\n  ${faults.join("\n  ")}`);
  const tarballs = packed.map(({ packed }) => join(dir, packed.filename));
  for (const [i, { of }] of packed.entries()) lint(of, tarballs[i] ?? "");
  useAsAuthor(dir, tarballs);
  for (const { of, packed: each } of packed) {
    console.log(`${of.name}: ${kib(each.size)} packed, ${kib(each.unpackedSize)} unpacked`);
  }
  const count = packed.reduce((sum, { packed }) => sum + packed.files.length, 0);
  console.log(`${count} files; both packages install; generates, compiles, loads and calls`);
} catch (error) {
  console.error(
    `Cannot use the packed packages: ${error instanceof Error ? error.message : error}`,
  );
  process.exitCode = 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
