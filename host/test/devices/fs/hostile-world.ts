import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { FsWorld } from "./world.js";

/** Content, and name of a file, that no answer may hold. */
export const SECRET = "S3CR3T";

const links: Readonly<Record<string, string>> = {
  "to-out": "../out",
  "abs-out": "ROOT/out",
  "to-secret": "../out/secret",
  "to-new": "../out/new",
  "to-dir": "../out/dir",
  up: "..",
  chain: "to-out",
  "chain-2": "chain",
  "by-self": "self/self/../../out",
  "by-missing": "none/../../out/secret",
  self: ".",
  root: "/",
  "loop-a": "loop-b",
  "loop-b": "loop-a",
  "sub/back": "../../out",
  "sub/back-secret": "../../out/secret",
  "proc-root": "/proc/self/root",
  "proc-cwd": "/proc/self/cwd",
  "proc-fd": "/proc/self/fd",
  slashes: "..//..//./out/../out",
  empty: "./",
};

/** A granted directory full of links that lead outside, and a file there that nobody may see. */
export function hostileWorld(): FsWorld {
  const world = new FsWorld();
  mkdirSync(`${world.outside}/dir`);
  writeFileSync(`${world.outside}/secret`, SECRET);
  writeFileSync(`${world.outside}/dir/${SECRET}`, SECRET);
  mkdirSync(`${world.root}/in-side`);
  writeFileSync(`${world.root}/in-side/secret`, SECRET);
  mkdirSync(`${world.dir}/sub/deep`, { recursive: true });
  writeFileSync(`${world.dir}/plain`, "plain");
  for (const [name, target] of Object.entries(links)) {
    symlinkSync(target.replace("ROOT", world.root), `${world.dir}/${name}`);
  }
  return world;
}
