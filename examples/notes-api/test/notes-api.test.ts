import { createMockHost } from "@luminarys/sdk-as/testing";
import { describe, expect, test } from "vitest";
import skill from "../assembly?skill";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);

/** A browser with its session, and what it may do. */
function openBrowser(host = createMockHost({ skill, manifest }), sessionId = "ada") {
  const request = (method: string, url: string, options: object = {}) =>
    host.web.request(method, url, { sessionId, ...options });
  const add = (json: object) => request("POST", "/api/notes", { json });
  return { host, request, add, notes: () => request("GET", "/api/notes").json() };
}

const tea = { id: 1, text: "Buy tea", tags: [] };

describe("adding", () => {
  test("JSON is 201, with the note and where it is", () => {
    const { add, request, notes } = openBrowser();
    const made = add({ text: " Buy tea ", tags: ["shop", " "] });
    expect([made.status, made.header("location")]).toEqual([201, "/api/notes/1"]);
    expect(made.json()).toEqual({ id: 1, text: "Buy tea", tags: ["shop"] });
    expect(request("GET", "/api/notes/1").json()).toEqual(made.json());
    expect(notes()).toEqual([made.json()]);
  });

  test("a form is sent back to the page", () => {
    const { request, notes } = openBrowser();
    const sent = request("POST", "/api/notes", { form: { text: "Buy tea", tags: "shop" } });
    expect([sent.status, sent.header("location")]).toEqual([303, "/"]);
    request("POST", "/api/notes", { form: { text: "Call", tags: ["a", "b"] } });
    expect(notes()).toEqual([
      { id: 1, text: "Buy tea", tags: ["shop"] },
      { id: 2, text: "Call", tags: ["a", "b"] },
    ]);
  });

  test.each([
    [{ json: {} }, "A note needs a text"],
    [{ json: { text: "  " } }, "A note needs a text"],
    [{ json: { text: "x".repeat(2001) } }, "A note has at most 2000 characters"],
    [{ json: { text: "x", tags: Array(9).fill("t") } }, "A note has at most 8 tags"],
    [{ json: [1] }, "Expected JSON or a form"],
    [{ body: "Buy tea" }, "Expected JSON or a form"],
    [{}, "Expected JSON or a form"],
  ])("%j is 422, and nothing is added", (options, problem) => {
    const { request, notes } = openBrowser();
    const refused = request("POST", "/api/notes", options);
    expect([refused.status, refused.json()]).toEqual([422, { problem }]);
    expect(notes()).toEqual([]);
  });
});

describe("a note", () => {
  test("is removed once, and its number isn't used again", () => {
    const { add, request, notes } = openBrowser();
    add({ text: "Buy tea" });
    expect(request("DELETE", "/api/notes/1").status).toBe(204);
    expect(request("DELETE", "/api/notes/1").status).toBe(404);
    add({ text: "Buy milk" });
    expect(notes()).toEqual([{ id: 2, text: "Buy milk", tags: [] }]);
  });

  test.each(["0", "2", "01", "1x", "%20"])("with the number %s isn't there", (id) => {
    const { add, request } = openBrowser();
    add({ text: "Buy tea" });
    const missing = request("GET", `/api/notes/${id}`);
    expect([missing.status, missing.json()]).toEqual([404, { problem: "There is no such note" }]);
  });

  test("belongs to its session", () => {
    const ada = openBrowser();
    const ben = openBrowser(ada.host, "ben");
    ada.add({ text: "Buy tea" });
    expect([ada.notes(), ben.notes()]).toEqual([[tea], []]);
    expect(ben.request("DELETE", "/api/notes/1").status).toBe(404);
    expect(ada.notes()).toEqual([tea]);
  });

  test("is there for models too, by the same method", () => {
    const { host, add } = openBrowser();
    add({ text: "Buy tea" });
    expect(host.call("list", {}, { sessionId: "ada" }).value).toEqual([tea]);
  });
});

test("all notes are one text file to keep", () => {
  const { add, request } = openBrowser();
  add({ text: "Buy tea" });
  add({ text: "Call Ada" });
  const file = request("GET", "/notes.txt");
  expect(file.header("content-disposition")).toBe('attachment; filename="notes.txt"');
  expect(file.text).toBe("Buy tea\nCall Ada\n");
});

test("a path that is known by other methods says which", () => {
  const refused = openBrowser().request("PUT", "/api/notes/1");
  expect([refused.status, refused.header("allow")]).toEqual([405, "DELETE, GET, HEAD"]);
});

test("the tour ends with one note", () => {
  const { host } = openBrowser();
  tour(host);
  const left = host.web.request("GET", "/api/notes", { sessionId: "somebody" });
  expect(left.json()).toEqual([{ id: 2, text: "Call Ada", tags: ["phone"] }]);
});
