import assert from "node:assert/strict";
import { test } from "node:test";
import { createMockHost } from "@luminarys/sdk-as/testing";

const skill = new URL("../build/http.wasm", import.meta.url);
const manifest = new URL("../manifest.yaml", import.meta.url);
const server = "https://notes.example.com";

test("signs in, and sends the session's cookie from then on", () => {
  const host = createMockHost({ skill, manifest });
  host.http.on("POST", `${server}/session`, { text: "user=ada&password=p%26q" }).reply({
    status: 303,
    headers: { location: "/" },
    cookies: [{ name: "session", value: "s1", path: "/" }],
  });
  host.http.on("GET", `${server}/`).reply({ text: "Welcome" });
  host.http
    .on("GET", `${server}/notes`, { headers: { cookie: "session=s1" } })
    .reply({ json: [{ id: "n1" }] });

  assert.equal(host.call("sign_in", { user: "ada", password: "p&q" }).error, undefined);
  assert.equal(host.call("list_notes").value, '[{"id":"n1"}]');
  // Each hop of the redirect counts.
  assert.deepEqual(
    host.http.requests.map(({ method, url }) => `${method} ${url.replace(server, "")}`),
    ["POST /session", "GET /", "GET /notes?limit=20"],
  );
});

test("asks for a tag, whatever it holds", () => {
  const host = createMockHost({ skill, manifest });
  const notes = host.http.on("GET", `${server}/notes`, { query: { tag: "a&b", limit: "5" } });
  notes.reply({ json: [] });
  assert.equal(host.call("list_notes", { tag: "a&b", limit: 5 }).value, "[]");
});

test("finds a note that has moved", () => {
  const host = createMockHost({ skill, manifest });
  host.http.on("GET", `${server}/notes/n1`).redirect("/archive/n1", 301);
  host.http.on("GET", `${server}/archive/n1`).reply({ text: "Buy milk" });
  assert.equal(host.call("read_note", { id: "n1" }).value, "Buy milk");
});

test("tells the model when a note was cut", () => {
  const host = createMockHost({ skill, manifest });
  host.http.on("GET", `${server}/notes/n1`).reply({ text: "x".repeat(70_000) });
  const { value, llmContext } = host.call("read_note", { id: "n1" });
  assert.equal(String(value).length, 65_536);
  assert.equal(llmContext, "The note is longer: these are its first 65536 bytes.");
});

test("refuses a note that is no text, and works on", () => {
  const host = createMockHost({ skill, manifest });
  host.http
    .on("GET", `${server}/notes/n1`)
    .reply({ body: Uint8Array.of(0xff) })
    .once()
    .reply({ text: "Buy milk" });
  const { error } = host.call("read_note", { id: "n1" });
  assert.equal(error, "Cannot read note: the server's answer is no text");
  assert.equal(host.call("read_note", { id: "n1" }).value, "Buy milk");
});

test("isn't led to another server", () => {
  const host = createMockHost({ skill, manifest });
  host.http.on("GET", `${server}/notes/n1`).redirect("http://169.254.169.254/latest/");
  const { error, journal } = host.call("read_note", { id: "n1" });
  assert.match(error, /^Cannot read note: .*169\.254\.169\.254/);
  assert.equal(journal.length, 1);
  assert.deepEqual(
    host.http.requests.map(({ url }) => url),
    [`${server}/notes/n1`],
  );
});

test("adds a note and says where it is", () => {
  const host = createMockHost({ skill, manifest });
  host.http
    .on("POST", `${server}/notes`, { text: "body=Buy%20milk&tag=home&tag=shop" })
    .redirect("/notes/n2", 303);
  const { value } = host.call("add_note", { body: "Buy milk", tags: ["home", "shop"] });
  assert.equal(value, "/notes/n2");
  assert.equal(host.http.requests.length, 1);
});

for (const { status, error } of [
  { status: 401, error: "Cannot read note: not signed in. Hint: call sign_in" },
  { status: 404, error: "Cannot read note: there is none" },
  { status: 503, error: "Cannot read note: the server answered with status 503" },
]) {
  test(`explains status ${status}, and works on`, () => {
    const host = createMockHost({ skill, manifest });
    host.http.on("GET", `${server}/notes/n1`).reply({ status }).reply({ text: "Buy milk" });
    assert.equal(host.call("read_note", { id: "n1" }).error, error);
    assert.equal(host.call("read_note", { id: "n1" }).value, "Buy milk");
  });
}

test("refuses a list that isn't JSON", () => {
  const host = createMockHost({ skill, manifest });
  host.http.on("GET", `${server}/notes`).reply({ text: "Down for repairs" });
  const { error } = host.call("list_notes");
  assert.equal(error, "Cannot list notes: found text/plain; charset=utf-8, expected JSON");
});

test("gives up on a server that is slow, in virtual time", () => {
  const host = createMockHost({ skill, manifest });
  host.http.on("GET", `${server}/notes`).reply({ json: [], delayMs: 10_001 });
  assert.match(host.call("list_notes").error, /Hint: try again later$/);
});

test("handles every failure of the host without a trap", () => {
  const report = createMockHost({ skill, manifest }).faults.campaign((host) => {
    host.http.on("*", `${server}/**`).reply({ json: [] });
    host.call("sign_in", { user: "ada", password: "secret" });
    host.call("list_notes");
    host.call("add_note", { body: "Buy milk" });
  });
  report.demandNone();
});
