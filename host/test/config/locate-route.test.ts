import { describe, expect, test } from "vitest";
import { printConfigProblem } from "../../config/config-error.js";
import { locateRoute } from "../../config/locate-route.js";
import type { RouteProblem } from "../../config/route-problem.js";
import { Workspace } from "./workspace.js";

const problem = { skillId: "", section: "web", index: 0, message: "It is wrong" } as const;

function located(files: Record<string, string>, more: Partial<RouteProblem>): string {
  const at = new Workspace(files);
  const found = locateRoute(
    { ...problem, ...more },
    {
      host: at.path("host.yaml"),
      manifestOf: (id) => (id === "notes" ? at.path("notes.yaml") : undefined),
      cwd: at.root,
    },
  );
  return printConfigProblem(found).replaceAll(at.root, "<root>");
}

const routes = `web:
  route: { method: GET, path: /single }
  routes:
    - { method: GET, path: /first, ref: a }
    - method: POST
      path: /second
`;

describe("a problem of a route stands where the route stands", () => {
  test.each([
    [{ index: 0, key: "path" }, "host.yaml:2:31: It is wrong"],
    [{ index: 1, key: "ref" }, "host.yaml:4:41: It is wrong"],
    [{ index: 2, key: "path" }, "host.yaml:6:13: It is wrong"],
    [{ index: 2, key: "ref" }, "host.yaml:5:7: It is wrong"],
    [{ index: 1 }, "host.yaml:4:7: It is wrong"],
    [{ index: 0, hint: "mend it" }, "host.yaml:2:10: It is wrong. Hint: mend it"],
  ])("%j", (more, line) => {
    expect(located({ "host.yaml": routes }, more)).toBe(line);
  });

  test("in the manifest that declares it, for sockets too", () => {
    const manifest = "id: notes\nwebsocket:\n  routes: [{ socket: chat, listen: true }]\n";
    const more = { skillId: "notes", section: "websocket", key: "socket" } as const;
    expect(located({ "notes.yaml": manifest }, more)).toBe("notes.yaml:3:22: It is wrong");
  });
});

describe("a problem without a place is told all the same", () => {
  test.each([
    ["the file is gone", {}, {}, "host.yaml, web route 1: It is wrong"],
    ["the file has changed", { "host.yaml": "web: {}" }, {}, "host.yaml, web route 1: It is wrong"],
    ["the file is broken", { "host.yaml": "web: [" }, {}, "host.yaml, web route 1: It is wrong"],
    [
      "a program made the manifest",
      {},
      { skillId: "made" },
      'manifest of "made", web route 1: It is wrong',
    ],
  ])("when %s", (_, files, more, line) => {
    expect(located(files, more)).toBe(line);
  });
});
