import { execFile } from "node:child_process";
import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { get } from "node:https";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { Workspace } from "../../config/workspace.js";
import { tlsFiles } from "../../tls-files.js";
import { runExample } from "./example-project.js";

const run = promisify(execFile);

/** curl with a jar for cookies. Gives the status and what follows it. */
async function curl(jar: string, ...args: string[]): Promise<[status: number, text: string]> {
  const cookies = ["--cookie", jar, "--cookie-jar", jar];
  const { stdout } = await run("curl", ["-sS", "-w", "\n%{http_code}", ...cookies, ...args]);
  const end = stdout.lastIndexOf("\n");
  return [Number(stdout.slice(end + 1)), stdout.slice(0, end)];
}

test("curl keeps notes with the notes API, each jar its own", async () => {
  const { url, failures } = await runExample("notes-api");
  const at = new Workspace();
  const [ada, ben] = [at.path("ada"), at.path("ben")];
  const json = ["-H", "content-type: application/json", "--data"];
  const note = '{"id":1,"text":"Buy tea","tags":["shop"]}';
  const added = await curl(ada, ...json, '{"text":"Buy tea","tags":["shop"]}', `${url}/api/notes`);
  expect(added).toEqual([201, note]);
  expect(await curl(ada, "--data", "text=Call", "-o", "/dev/null", `${url}/api/notes`)).toEqual([
    303,
    "",
  ]);
  expect(await curl(ada, `${url}/api/notes/1`)).toEqual([200, note]);
  expect(await curl(ada, `${url}/notes.txt`)).toEqual([200, "Buy tea\nCall\n"]);
  expect(await curl(ben, `${url}/api/notes`)).toEqual([200, "[]"]);
  expect(await curl(ada, ...json, "{", `${url}/api/notes`)).toEqual([
    400,
    "The body is not JSON\n",
  ]);
  expect((await curl(ada, ...json, "x".repeat(16_385), `${url}/api/notes`))[0]).toBe(413);
  expect(await curl(ada, "-X", "DELETE", `${url}/api/notes/1`)).toEqual([204, ""]);
  expect((await curl(ada, url))[1]).toContain("<h1>Notes</h1>");
  expect(failures).toEqual([]);
});

test("the session's cookie is Secure when the host itself speaks TLS", async () => {
  const { certificatePath: cert, keyPath: key, authority: ca } = tlsFiles;
  const { url } = await runExample("notes-api", { cert, key });
  const [response] = (await once(get(url, { ca, servername: "localhost" }), "response")) as [
    IncomingMessage,
  ];
  response.resume();
  expect([response.statusCode, response.headers["set-cookie"]]).toEqual([
    200,
    [expect.stringMatching(/^_sid=[\da-f-]{36}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)],
  ]);
});

test("fetch watches the clock for two ticks, and is forgotten when it leaves", async () => {
  const { url, host, failures } = await runExample("clock");
  const response = await fetch(`${url}/ticks`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = "";
  while (!/(event: tick[\s\S]*){2}/.test(heard)) heard += (await reader?.read())?.value;
  expect(heard).toMatch(/^retry: 2000\n\nid: \d+\nevent: tick\ndata: \d{4}-\S+\n\nid: /);
  await reader?.cancel();
  await expect
    .poll(async () => (await fetch(`${url}/watchers`)).text(), { timeout: 5000 })
    .toBe("0");
  const { value } = await host.invoke("clock", "watchers");
  expect([value, failures]).toEqual([0, []]);
});
