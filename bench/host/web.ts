import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Agent, request } from "undici";
import { buildPackage } from "../../test/support/build-packages.js";
import { buildSkill } from "../../test/support/build-skill.js";
import { compareAsync } from "../compare-async.js";
import type { Row } from "../report.js";
import { micros } from "./device-call.js";

const group = "web";
const name = "a route that answers a string";
const server = fileURLToPath(new URL("web-server.js", import.meta.url));

const source = `
// @skill:id com.example.page
// @skill:name "Page"
// @skill:version 1.0.0
// @skill:desc "Answers with a page"

// @skill:method page "Gives a page"
// @skill:result "HTML"
export function page(): string {
  return "<p>hello</p>";
}
`;

/**
 * A route of a skill against a route of hono that asks a bare thread, each in a process of its own and
 * over a connection that is kept open.
 */
export async function measureWeb(wanted: (name: string) => boolean): Promise<Row[]> {
  if (!wanted(`${group} ${name}`)) return [];
  buildPackage("@luminarys/sdk-as");
  buildPackage("@luminarys/skill-host");
  const folder = mkdtempSync(join(tmpdir(), "bench-web-"));
  const file = join(folder, "page.wasm");
  writeFileSync(file, (await buildSkill(source)).wasm);
  const [skill, plain] = [await open("skill", file), await open("plain", file)];
  const { ratio, floorNs, subjectNs } = await compareAsync(plain.get, skill.get);
  await Promise.all([skill.close(), plain.close()]);
  rmSync(folder, { recursive: true });
  const detail = `${micros(subjectNs)} against ${micros(floorNs)} of hono and a bare thread`;
  return [{ group, name, value: ratio, unit: "x floor", limit: 1.3, detail }];
}

/** A client of a server, as a browser is one: with the cookie that it got. */
async function open(what: "skill" | "plain", file: string) {
  const child = fork(server, [what, file], { execArgv: [] });
  const [url] = (await once(child, "message")) as [string];
  const dispatcher = new Agent();
  const first = await request(url, { dispatcher });
  await first.body.text();
  const cookie = String(first.headers["set-cookie"] ?? "none").split(";")[0] ?? "";
  const get = async () => {
    const { statusCode, body } = await request(url, { dispatcher, headers: { cookie } });
    if (statusCode !== 200 || (await body.text()) !== "<p>hello</p>") throw new Error("no page");
  };
  const close = async () => {
    await dispatcher.close();
    const exited = once(child, "exit");
    child.kill();
    await exited;
  };
  return { get, close };
}
