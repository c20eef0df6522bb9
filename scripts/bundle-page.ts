import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { root } from "../test/support/sources.js";

/* Puts the files of the chat page where its server looks for them: one script, and what stays as it is. */
const from = join(root, "host/faces/gateway/page/browser");
const to = join(root, "host/dist/faces/gateway/page/files");

mkdirSync(to, { recursive: true });
for (const name of ["index.html", "chat.css", "icon.svg"])
  copyFileSync(join(from, name), join(to, name));

buildSync({
  entryPoints: [join(from, "main.ts")],
  outfile: join(to, "chat.js"),
  bundle: true,
  platform: "browser",
  format: "esm",
  target: "es2022",
  legalComments: "eof",
  logLevel: "warning",
});
