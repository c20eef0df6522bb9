import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, posix } from "node:path";
import { root } from "../test/support/sources.js";
import { type Packed, packBoth } from "./check/pack.js";
import { comparePaths, writePaths } from "./check/packed-paths.js";

/** Where a package lies in the tree. */
const folders: Record<string, string> = {
  "@luminarys/sdk-as": "",
  "@luminarys/skill-host": "host",
};

const read = ({ name }: Packed, path: string) =>
  readFileSync(join(root, folders[name] ?? "", path), "utf8");

const hint = 'name it without a link, or say that such links lead somewhere "in a clone only"';

/** Files that the package promises and doesn't hold, and pictures that no page of it shows. */
function findMismatches(packed: Packed): string[] {
  const paths = packed.files.map(({ path }) => path);
  const holds = (path: string) =>
    paths.some((each) => each === path || each.startsWith(`${path.replace(/\/$/, "")}/`));
  const { exports: entries } = JSON.parse(read(packed, "package.json"));
  const targets = Object.values<string | Record<string, string>>(entries)
    .flatMap((entry) => (typeof entry === "string" ? entry : Object.values(entry)))
    .map((target) => target.replace("./", ""));
  const pages = paths.filter((path) => path.endsWith(".md"));
  const linked = new Set(pages.flatMap((page) => listLinks(packed, page)));
  return [
    ...targets.filter((path) => !holds(path)).map((path) => `${path} is exported but missing`),
    ...pages
      .filter((page) => !/\bin a\sclone only\b/.test(read(packed, page)))
      .flatMap((page) => listLinks(packed, page).map((path) => ({ page, path })))
      .filter(({ path }) => !holds(path))
      .map(({ page, path }) => `${path} is missing, to which ${page} links; ${hint}`),
    ...paths
      .filter((path) => /\.(svg|png|gif|webp)$/.test(path) && path.startsWith("docs/"))
      .filter((path) => !linked.has(path))
      .map((path) => `${path} is shown by no page`),
  ];
}

/** What a page links to or shows, as paths in the package. */
function listLinks(packed: Packed, page: string): string[] {
  const text = read(packed, page).replace(/^```[\s\S]*?^```$/gm, "");
  return [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g)]
    .map(([, link, attribute]) => link ?? attribute ?? "")
    .filter((link) => !/^([a-z]+:|#)/.test(link))
    .map((link) => posix.join(posix.dirname(page), link.split("#")[0] ?? ""));
}

/** What npm would run on the machine of whoever installs the package. */
function findInstallScripts(packed: Packed): string[] {
  const { scripts = {} } = JSON.parse(read(packed, "package.json"));
  return Object.keys(scripts)
    .filter((name) => /^(pre|post)?install$|^(pre|post)?prepare$|^prepublish$/.test(name))
    .map((name) => `script "${name}" runs when the package is installed`);
}

/** What the field's own tools say of entries and types. */
function lint({ name, filename }: Packed, dir: string): string[] {
  // asc resolves the root of the guest library by rules of its own.
  const excluded = name === "@luminarys/sdk-as" ? ["--exclude-entrypoints", "."] : [];
  const linters = [
    ["publint", "--strict"],
    ["attw", "--profile", "esm-only", ...excluded],
  ];
  return linters.flatMap(([tool = "", ...options]) => {
    const args = [join(root, "node_modules/.bin", tool), join(dir, filename), ...options];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
    return status === 0 ? [] : [`${tool} refuses it:\n${stdout}${stderr}`];
  });
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024).toLocaleString("en")} KiB`;
}

const dir = mkdtempSync(join(tmpdir(), "sdk-as-package-"));
try {
  const both = packBoth(dir);
  if (process.argv.includes("--write")) both.forEach(writePaths);
  const checks = [comparePaths, findMismatches, findInstallScripts];
  for (const packed of both) {
    const { name, size, unpackedSize, files } = packed;
    const faults = [...checks.flatMap((check) => check(packed)), ...lint(packed, dir)];
    for (const fault of faults) console.error(`${name}: ${fault}`);
    if (faults.length > 0) process.exitCode = 1;
    const sizes = `${kib(size)} packed, ${kib(unpackedSize)} unpacked`;
    console.log(`${name}: ${files.length} files, ${sizes}, ${faults.length} faults`);
  }
} finally {
  rmSync(dir, { recursive: true, force: true });
}
