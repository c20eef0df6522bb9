import { systemClock } from "@luminarys/sdk-as/engine";
import { describe, expect, test } from "vitest";
import { loadHostConfig } from "../../../config/load-host-config.js";
import { SocketFace } from "../../../faces/sockets/socket-face.js";
import { createSessionIds } from "../../../values/session-id.js";
import { emptyModule, Workspace } from "../../config/workspace.js";
import { ScriptedHost, type ScriptedMethod, type ScriptedSkill } from "./scripted-host.js";

const run = () => null;
const text: ScriptedMethod = { takes: "text", run };

/** The skills of all hosts here, by id. */
const methods: Readonly<Record<string, NonNullable<ScriptedSkill["methods"]>>> = {
  room: { handle: text, other: text },
  one: { hear: { takes: "bytes", run } },
  tools: {
    add: { takes: "none", requires: ["a", "b"], run },
    count: { takes: "number", run },
  },
};

interface Files {
  /** Lines below `websocket:`. */
  readonly host?: string;
  /** Lines of the manifest of `room`. */
  readonly room?: string;
}

function openFace({ host = "", room = "" }: Files): SocketFace {
  const names = Object.keys(methods);
  const files = new Workspace({
    "host.yaml": `skills: [${names.map((id) => `${id}.yaml`)}]\n${host && `websocket:\n${host}`}`,
    ...Object.fromEntries(
      names.map((id) => [`${id}.yaml`, `id: ${id}\npath: x.wasm\n${id === "room" ? room : ""}`]),
    ),
    "x.wasm": emptyModule,
  });
  const config = loadHostConfig("host.yaml", { cwd: files.root, env: {} });
  const scripted = new ScriptedHost({ clock: systemClock });
  for (const { manifest } of config.skills) {
    scripted.put(manifest.id, { manifest, methods: methods[manifest.id] ?? {} });
  }
  const manifestOf = (id: string) => config.skills.find(({ manifest }) => manifest.id === id)?.file;
  return new SocketFace({
    host: scripted,
    config: config.websocket,
    files: { host: config.file, manifestOf, cwd: files.root },
    sessions: createSessionIds(Buffer.from("secret")),
    onLog: () => {},
  });
}

function failureOf(files: Files): string {
  try {
    openFace(files);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("Cannot give the failure: the face opened");
}

describe("a socket listens", () => {
  test.each<[string, Files, readonly string[]]>([
    [
      "at /ws/<socket>",
      { host: "  route: { socket: chat, listen: true, ref: room }" },
      ["/ws/chat"],
    ],
    [
      "at its own path",
      { host: "  route: { socket: chat, listen: true, path: /live/chat }" },
      ["/live/chat"],
    ],
    [
      "at a path as clients send it",
      { host: "  route: { socket: chat, listen: true, path: /straße }" },
      ["/stra%C3%9Fe"],
    ],
    [
      "for host.yaml and for manifests alike, one route or several",
      {
        host: "  route: { socket: a, listen: true }\n  routes: [{ socket: b, listen: true }]",
        room: "websocket: { route: { socket: c, listen: true } }",
      },
      ["/ws/a", "/ws/b", "/ws/c"],
    ],
  ])("%s", (_, files, paths) => {
    expect(openFace(files).paths()).toEqual(paths);
  });

  test("on a port of its own, and there only", () => {
    const face = openFace({
      host: "  port: 9000\n  route: { socket: a, listen: true }",
      room: "websocket: { route: { socket: b, listen: true } }",
    });
    expect([face.paths(), face.paths(9000)]).toEqual([["/ws/b"], ["/ws/a"]]);
    expect([face.takes("/ws/a"), face.takes("/ws/a", 9000)]).toEqual([false, true]);
  });

  test("at exactly that path", () => {
    const face = openFace({ host: "  route: { socket: chat, listen: true, path: /straße }" });
    const taken = ["/stra%c3%9fe", "/stra%C3%9Fe/", "/straße/..", "/", "/ws/chat"];
    expect(taken.map((path) => face.takes(path))).toEqual([true, false, false, false, false]);
  });
});

describe("a declaration fails at start, with its line:", () => {
  test.each<[string, string, string]>([
    [
      "an unknown skill",
      "  route: { socket: chat, listen: true, ref: rom }",
      'host.yaml:3:45: Cannot find skill "rom": this host has room, one, tools. ' +
        'Hint: did you mean "room"?',
    ],
    [
      "an unknown method",
      "  route: { socket: chat, listen: true, ref: room.handel }",
      'host.yaml:3:45: Cannot find method "room.handel": the skill has handle, other. ' +
        'Hint: did you mean "handle"?',
    ],
    [
      "a method that needs more than a message",
      "  route: { socket: chat, listen: true, ref: tools.add }",
      'host.yaml:3:45: Cannot call "tools.add" with messages of socket "chat": ' +
        'it requires "a", and gets message and socket',
    ],
    [
      "a method whose message is neither text nor bytes",
      "  route: { socket: chat, listen: true, ref: tools.count }",
      'host.yaml:3:45: Cannot call "tools.count" with messages of socket "chat": ' +
        "its parameter message is neither text nor bytes",
    ],
    [
      "a name that both listens and connects",
      '  route: { socket: chat, listen: true, connect: "ws://a.example/" }',
      'host.yaml:3:49: Cannot declare socket "chat": it can\'t both listen and connect',
    ],
    [
      "a name that does neither",
      "  route: { socket: chat, listen: false }",
      'host.yaml:3:10: Cannot declare socket "chat": it neither listens nor connects. ' +
        "Hint: add listen: true, or connect with a URL",
    ],
    [
      "a name that is there twice",
      "  routes:\n    - { socket: chat, listen: true }\n    - { socket: chat, listen: true, path: /b }",
      'host.yaml:5:17: Cannot declare socket "chat": host.yaml declares it too',
    ],
    [
      "a path that is there twice",
      "  routes:\n    - { socket: a, listen: true }\n    - { socket: b, listen: true, path: /ws/a }",
      'host.yaml:5:40: Cannot declare socket "b": socket "a" has path /ws/a',
    ],
    [
      "a name that is no path",
      '  route: { socket: "a b", listen: true }',
      'host.yaml:3:20: Cannot read path "/ws/a b": " " has no place in "a b". ' +
        "Hint: give the socket a path of its own",
    ],
    [
      "an empty name",
      '  route: { socket: "", listen: true }',
      "host.yaml:3:20: Cannot declare a socket without a name",
    ],
    [
      "a path for a socket that connects",
      '  route: { socket: up, connect: "ws://a.example/", path: /a, allow: true }',
      'host.yaml:3:58: Cannot give socket "up" a path: it doesn\'t listen',
    ],
    [
      "a connection that host.yaml doesn't allow",
      '  route: { socket: up, connect: "ws://a.example/", ref: room }',
      'host.yaml:3:33: Cannot connect socket "up": host.yaml doesn\'t allow it. ' +
        "Hint: add allow: true beside connect",
    ],
    [
      "a connection that nothing may make",
      '  route: { socket: up, connect: "ws://169.254.169.254/", allow: true }',
      'host.yaml:3:33: Cannot connect socket "up": it is at 169.254.169.254, a metadata address, ' +
        "which is never reachable",
    ],
  ])("%s", (_, host, message) => {
    expect(failureOf({ host })).toBe(`Cannot use configuration: a problem\n${message}`);
  });

  test.each<[string, string, string]>([
    [
      "a connection that its manifest doesn't grant",
      'websocket: { route: { socket: up, connect: "ws://a.example/" } }',
      'room.yaml:3:44: Cannot connect socket "up": permissions.http is disabled. ' +
        "Hint: set permissions.http.enabled to true and set permissions.http.allow_websocket to " +
        'true and add "ws://a.example/**" to permissions.http.allowlist',
    ],
    [
      "a method of another skill",
      "websocket: { route: { socket: chat, listen: true, ref: one.hear } }",
      'room.yaml:3:56: Cannot call skill "one" from the manifest of "room". ' +
        "Hint: routes to other skills stand in host.yaml",
    ],
  ])("in a manifest, %s", (_, room, message) => {
    expect(failureOf({ room })).toBe(`Cannot use configuration: a problem\n${message}`);
  });

  test("a name that host.yaml has already, in a manifest", () => {
    const host = "  route: { socket: chat, listen: true }";
    const room = "websocket: { route: { socket: chat, listen: true } }";
    expect(failureOf({ host, room })).toBe(
      'Cannot use configuration: a problem\nroom.yaml:3:31: Cannot declare socket "chat": host.yaml declares it too',
    );
  });

  test("all problems at once", () => {
    const host = "  routes:\n    - { socket: a, listen: true, ref: nobody }\n    - { socket: b }";
    expect(failureOf({ host }).split("\n")).toEqual([
      "Cannot use configuration: 2 problems",
      'host.yaml:4:39: Cannot find skill "nobody": this host has room, one, tools',
      'host.yaml:5:7: Cannot declare socket "b": it neither listens nor connects. ' +
        "Hint: add listen: true, or connect with a URL",
    ]);
  });
});
