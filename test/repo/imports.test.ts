import { posix } from "node:path";
import { expect, test } from "vitest";
import { listSources, type Source } from "../support/sources.js";

/** A file under `from` imports of ours only what starts with one of `to`. The longest `from` counts. */
interface Room {
  from: string;
  to: string[];
  not?: string[];
}

const areas = [
  ...["fs", "http", "tcp", "ws", "shell", "archive", "cluster", "system", "llm"],
  ...["web", "sockets"],
];
const faces = ["cli", "mcp", "web", "sockets", "gateway"];

/** `host/devices/tcp.ts` and what lies in `host/devices/tcp/`. */
const deviceOf = (area: string) => [`host/devices/${area}.`, `host/devices/${area}/`];
const others = (area: string) => areas.filter((each) => each !== area).flatMap(deviceOf);
const otherFaces = (face: string) =>
  faces.filter((each) => each !== face).map((each) => `host/faces/${each}/`);

const rooms: Room[] = [
  { from: "contract/", to: ["contract/"] },
  { from: "assembly/", to: ["assembly/"] },
  { from: "assembly/msgpack/", to: ["assembly/msgpack/"] },
  { from: "assembly/runtime/memory", to: [] },
  { from: "engine/", to: ["engine/", "contract/"] },
  { from: "codegen/", to: ["codegen/", "contract/"] },
  { from: "codegen/commands/", to: ["codegen/", "contract/", "engine/"] },
  { from: "codegen/read/", to: ["codegen/", "contract/"], not: ["codegen/print/"] },
  { from: "codegen/print/", to: ["codegen/", "contract/"], not: ["codegen/read/"] },
  { from: "testing/", to: ["testing/", "engine/", "contract/"] },
  { from: "testing/vitest", to: ["testing/", "engine/", "contract/", "codegen/"] },
  { from: "host/", to: ["host/"] },
  { from: "host/config/", to: ["host/config/", "host/log/"] },
  { from: "host/log/", to: ["host/log/"] },
  { from: "host/store/", to: ["host/store/", "host/config/"] },
  { from: "host/reload/", to: ["host/reload/", "host/config/", "host/host", "host/log/"] },
  { from: "host/worker/", to: ["host/"], not: ["host/faces/", "host/store/", "host/config/"] },
  { from: "host/devices/", to: ["host/devices/", "host/log/"] },
  { from: "host/channels/", to: ["host/channels/"] },
  { from: "host/tools/", to: ["host/tools/", "host/values/", "host/host-limit-error"] },
  { from: "host/agents/", to: ["host/"], not: ["host/faces/", "host/listen/"] },
  ...areas.flatMap((area) =>
    deviceOf(area).map((from) => ({
      from,
      to: ["host/devices/", "host/log/"],
      not: others(area),
    })),
  ),
  ...faces
    .filter((face) => face !== "cli")
    .map((face) => ({ from: `host/faces/${face}/`, to: ["host/"], not: otherFaces(face) })),
  {
    from: "host/faces/gateway/page/browser/",
    to: ["page/browser/", "client/", "protocol."].map((each) => `host/faces/gateway/${each}`),
  },
  { from: "host/test/", to: ["host/", "test/"] },
];

/** Words that only these places may use, and why. */
const reserved: { word: RegExp; in: string; only: string[]; rule: string }[] = [
  {
    word: /\b(changetype|load|store)</,
    in: "assembly/",
    only: ["assembly/runtime/", "assembly/msgpack/"],
    rule: "raw memory of the guest belongs to assembly/runtime and assembly/msgpack",
  },
  {
    word: /from "ts-morph"/,
    in: "codegen/",
    only: ["codegen/read/"],
    rule: "ts-morph lives in codegen/read",
  },
  {
    word: /\bmemory\.(buffer|grow)\b/,
    in: "engine/",
    only: ["engine/abi.ts"],
    rule: "engine/abi.ts is the only file that touches wasm memory",
  },
];

const sources = listSources(
  (path) => /\.ts$/.test(path) && rooms.some((r) => path.startsWith(r.from)),
);

test("every import stays inside what its room may import", () => {
  expect(sources.flatMap(brokenEdges)).toEqual([]);
});

test("words of one room aren't used in another", () => {
  const found = reserved.flatMap((r) =>
    sources
      .filter((s) => s.path.startsWith(r.in) && r.word.test(s.text))
      .filter((s) => !r.only.some((place) => s.path.startsWith(place)))
      .map((s) => `${s.path}: ${r.rule}`),
  );
  expect(found).toEqual([]);
});

test("a wrong import is named with the rule that it breaks", () => {
  const text = 'import { print } from "../codegen/print/file.js";\nimport "./index.js";';
  expect(brokenEdges({ path: "engine/skill.ts", text })).toEqual([
    "engine/skill.ts -> codegen/print/file.js: engine/ imports only engine/, contract/",
    "engine/skill.ts -> engine/index.js: no file imports the index of its own folder",
  ]);
});

function brokenEdges({ path, text }: Source): string[] {
  const room = rooms
    .filter(({ from }) => path.startsWith(from))
    .reduce((a, b) => (a.from.length > b.from.length ? a : b));
  return [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.[^"]*)"/g)].flatMap(
    ([, specifier = ""]) => {
      const target = posix.join(posix.dirname(path), specifier);
      const rule = brokenRule(room, specifier, target);
      return rule ? [`${path} -> ${target}: ${rule}`] : [];
    },
  );
}

function brokenRule(room: Room, specifier: string, target: string): string | undefined {
  const inside = (places: string[]) => places.some((place) => target.startsWith(place));
  if (/^\.\/(index(\.js)?)?$/.test(specifier)) return "no file imports the index of its own folder";
  if (inside(room.not ?? [])) return `${room.from} doesn't import ${room.not?.join(", ")}`;
  if (inside(room.to)) return undefined;
  return `${room.from} imports only ${room.to.join(", ") || "nothing of ours"}`;
}
