import { areas } from "../../contract/index.js";

const needOfArea: Readonly<Record<string, readonly string[]>> = {
  http: ["http"],
  tcp: ["tcp"],
  // The manifest opens WebSockets in its http section.
  ws: ["ws", "http"],
  shell: ["shell"],
  llm: ["llm"],
};

/** What may explain a requirement beside the calls that need it. */
const useOfArea: Readonly<Record<string, readonly string[]>> = {
  fs: ["fs"],
  archive: ["fs"],
  cluster: ["fs"],
  shell: ["shell", "fs"],
  // A name may be connected to a URL.
  sockets: ["ws", "http"],
};

const useOfName: Readonly<Record<string, readonly string[]>> = {
  diskUsage: ["fs"],
  getEnv: ["env"],
  system: ["env", "fs"],
  Context: ["invoke"],
  newCallModule: ["invoke"],
  batchInvokeCommand: ["invoke"],
};

const areaOfFunction = new Map(
  areas.flatMap(({ name, calls }) => calls.map((call) => [camelCase(call.name), name] as const)),
);

/**
 * The requirements any one of which a call of the SDK's `name` (`httpGet`, `http.get`) needs. Never
 * fs: data directories are the host's to grant.
 */
export function neededKinds(name: string): readonly string[] {
  if (name === "getEnv" || name === "system.env") return ["env"];
  return name === "http.headersFromJSON" ? [] : (needOfArea[areaOf(name)] ?? []);
}

/** The requirements that using the SDK's `name` may need. */
export function usedKinds(name: string): readonly string[] {
  const area = areaOf(name);
  return useOfName[name] ?? useOfArea[area] ?? needOfArea[area] ?? [];
}

function areaOf(name: string): string {
  const first = name.split(".")[0] ?? name;
  return areaOfFunction.get(first) ?? first;
}

function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
