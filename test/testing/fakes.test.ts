import { describe, expect, test } from "vitest";
import type { Delivery } from "../../engine/connection-events.js";
import { createEngine } from "../../engine/engine.js";
import { Guard } from "../../engine/guard.js";
import { loadModule } from "../../engine/load.js";
import type { DeviceSet } from "../../engine/local-runner.js";
import type { ManifestInput } from "../../engine/manifest/model.js";
import { completeManifest } from "../../engine/manifest.js";
import { ManualClock } from "../../engine/manual-clock.js";
import { MemoryStore } from "../../engine/memory-store.js";
import { EngineCaller } from "../../testing/engine-caller.js";
import { createFakes, type Fakes } from "../../testing/fakes.js";
import { IdleWork } from "../../testing/idle-work.js";
import { relaySource } from "../engine/relay.js";
import { buildSkill } from "../support/build-skill.js";
import { call, failureOf, START_MS, text } from "./devices/surroundings.js";

interface Bench extends Fakes {
  readonly clock: ManualClock;
  readonly delivered: Delivery[];
  /** The devices of a skill, behind its manifest as in an engine. */
  skill(id: string, permissions: ManifestInput["permissions"]): Required<DeviceSet>;
}

function bench(): Bench {
  const clock = new ManualClock(START_MS);
  const caller = new EngineCaller(createEngine({ clock }), new IdleWork(clock));
  const fakes = createFakes(clock, caller);
  const store = new MemoryStore();
  const delivered: Delivery[] = [];
  const skill = (id: string, permissions: ManifestInput["permissions"]) => {
    const env = { MODE: "manifest" };
    const limits = { connections: 2, processes: 1 };
    const manifest = completeManifest({ id, path: "a.skill", permissions, env, limits });
    const deliver = (delivery: Delivery) => void delivered.push(delivery);
    const devices = fakes.devicesFor({ skillId: id, manifest, clock, store, deliver });
    const guard = new Guard({ manifest, now: () => clock.now() });
    return { ...guard.protect(devices), close: devices.close } as Required<DeviceSet>;
  };
  return { ...fakes, clock, delivered, skill };
}

describe("where links lead is checked against the manifest", () => {
  function linked() {
    const { levers, skill } = bench();
    levers.fs.write("/etc/passwd", "root");
    levers.fs.write("/data/a", "a");
    levers.fs.symlink("/data/link", "/etc/passwd");
    levers.fs.symlink("/data/out", "/etc");
    levers.fs.symlink("/alias", "/data");
    const dirs = ["/data:rw", "/alias:ro"];
    const devices = skill("skill", {
      fs: { enabled: true, dirs },
      shell: { enabled: true, allowlist: ["ls **"], allowed_dirs: ["/data"] },
      file_transfer: { enabled: true, allowed_nodes: ["*"], local_dirs: ["/data:rw"] },
    });
    return { levers, devices };
  }

  test.each<[string, (d: Required<DeviceSet>) => unknown]>([
    [
      'Cannot read "/data/link": a link leads where',
      (d) => d.fs.fs_read({ path: "/data/link" }, call),
    ],
    [
      'Cannot write "/data/link": a link leads where',
      (d) => d.fs.fs_write({ path: "/data/link", content: text("x") }, call),
    ],
    [
      'Cannot write "/data/out/new": a link leads where',
      (d) => d.fs.fs_write({ path: "/data/out/new", content: text("x") }, call),
    ],
    [
      'Cannot make directory "/data/out/x": a link leads where',
      (d) => d.fs.fs_mkdir({ path: "/data/out/{x,y}" }, call),
    ],
    [
      'Cannot list "/data/out": a link leads where',
      (d) => d.fs.fs_ls({ path: "/data/out", long: false }, call),
    ],
    [
      'Cannot write "/data/out/x.zip": a link leads where',
      (d) =>
        d.archive.archive_pack(
          { source: "/data/a", output: "/data/out/x.zip", format: "zip", exclude: "" },
          call,
        ),
    ],
    [
      'Cannot run "ls": working directory: a link leads where',
      (d) => d.shell.shell_exec({ ...ls, workdir: "/data/out" }, call),
    ],
    [
      'Cannot send "/data/link" to "w1": a link leads where',
      (d) =>
        d.cluster.file_transfer_send(
          { target_node: "w1", local_path: "/data/link", remote_path: "/x" },
          call,
        ),
    ],
  ])("%s …", (message, act) => {
    const { levers, devices } = linked();
    levers.cluster.node("w1");
    levers.shell.on("ls **").reply({});
    expect(failureOf(() => act(devices))).toMatch(`denied: ${message}`);
    expect(levers.fs.paths("/etc")).toEqual(["/etc/passwd"]);
    expect(levers.fs.text("/etc/passwd")).toBe("root");
  });

  test("a directory that is granted may itself be a link", () => {
    const { devices } = linked();
    expect(devices.fs.fs_read({ path: "/alias/a" }, call)).toEqual({ content: text("a") });
    expect(devices.fs.fs_allowed_dirs({}, call).dirs).toEqual([
      { path: "/data", mode: "rw" },
      { path: "/alias", mode: "ro" },
    ]);
  });
});

const ls = {
  command: "ls",
  workdir: "/data",
  timeout_ms: 0,
  tail: 0,
  grep: "",
  as_daemon: false,
  log_file: "",
};

describe("where names lead is checked against the manifest", () => {
  const http = { enabled: true, allowlist: ["https://**.example.com/**"], allow_websocket: true };
  const get = { timeout_ms: 0, max_bytes: 0 };

  test("a name that leads to a private address is refused, at its second look-up too", () => {
    const { levers, skill } = bench();
    const { http: device } = skill("skill", { http });
    levers.dns.sequence("api.example.com", ["203.0.113.9", "10.0.0.1"]);
    levers.http.on("GET", "**").reply({});
    const url = "https://api.example.com/";
    expect(device.http_get({ url, ...get }, call).status).toBe(200);
    expect(failureOf(() => device.http_get({ url, ...get }, call))).toMatch(
      /^denied: Cannot request "https:\/\/api.example.com\/": .*10\.0\.0\.1/,
    );
    expect(levers.http.requests.length).toBe(1);
  });

  test("a redirect goes only where the manifest allows", () => {
    const { levers, skill } = bench();
    const { http: device } = skill("skill", { http });
    levers.http.on("GET", "https://api.example.com/").redirect("http://localhost:8080/admin");
    const failure = failureOf(() =>
      device.http_get({ url: "https://api.example.com/", ...get }, call),
    );
    expect(failure).toMatch(/^denied: Cannot request "http:\/\/localhost:8080\/admin": /);
    expect(levers.http.requests.length).toBe(1);
  });

  test("only addresses that are allowed are connected to", () => {
    const { levers, skill } = bench();
    const { http: device } = skill("skill", { http });
    levers.dns.set("api.example.com", ["10.0.0.1", "203.0.113.9"]);
    levers.http.on("GET", "**").reply({});
    device.http_get({ url: "https://api.example.com/", ...get }, call);
    expect(levers.http.requests[0]?.addresses).toEqual(["203.0.113.9"]);
  });

  test("tcp and ws are asked too", () => {
    const { levers, skill } = bench();
    const tcp = { enabled: true, allowlist: ["*.example.com:1"] };
    const devices = skill("skill", { http, tcp });
    levers.dns.set("a.example.com", "127.0.0.1");
    const ask = { data: text(""), tls: false, insecure: false, ...get };
    expect(
      failureOf(() => devices.tcp.tcp_request({ addr: "a.example.com:1", ...ask }, call)),
    ).toMatch(/^denied: Cannot connect to "a.example.com:1": /);
    const url = "wss://a.example.com/";
    const connect = { url, headers: [], timeout_ms: 0, callback: "", insecure: false };
    expect(failureOf(() => devices.ws.ws_connect(connect, call))).toMatch(
      /^denied: Cannot connect to "wss:\/\/a.example.com\/": /,
    );
  });
});

test("the manifest's limits and variables reach the devices", () => {
  const { levers, skill } = bench();
  const allowlist = ["https://a.com/**"];
  const devices = skill("skill", { http: { enabled: true, allowlist, max_response_bytes: 2 } });
  levers.http.on("GET", "**").reply({ text: "long" });
  const get = { url: "https://a.com/", timeout_ms: 0, max_bytes: 0 };
  expect(devices.http.http_get(get, call)).toMatchObject({ body: text("lo"), truncated: true });
  expect(devices.system.env_get({ key: "MODE" }, call)).toEqual({ value: "manifest" });
});

test("connections and processes are counted, those that ended aren't", () => {
  const { levers, skill } = bench();
  const { tcp, ws, shell } = skill("skill", {
    tcp: { enabled: true },
    http: { enabled: true, allowlist: ["wss://a.com/"], allow_websocket: true },
    shell: { enabled: true, allowlist: ["ls"], allowed_dirs: ["/data"] },
  });
  levers.tcp.on("chat:9000").accept();
  levers.ws.on("wss://a.com/").accept();
  levers.shell.on("ls").reply({});
  const open = { addr: "chat:9000", callback: "", tls: false, insecure: false };
  const connect = () => tcp.tcp_connect({ ...open, timeout_ms: 0, server_name: "" }, call);
  const { conn_id } = connect();
  ws.ws_connect(
    { url: "wss://a.com/", headers: [], timeout_ms: 0, callback: "", insecure: false },
    call,
  );
  expect(failureOf(connect)).toBe(
    'denied: Cannot connect to "chat:9000": it has 2 connections already. Hint: raise limits.connections',
  );
  tcp.tcp_close({ conn_id }, call);
  connect();
  const start = () => shell.shell_exec({ ...ls, as_daemon: true }, call);
  start();
  expect(failureOf(start)).toBe(
    'denied: Cannot run "ls": it has 1 processes already. Hint: raise limits.processes',
  );
  levers.shell.daemons[0]?.exit();
  start();
});

test("skills share the machine; one that ends takes only its own along", () => {
  const { levers, skill, delivered, clock } = bench();
  const permissions = { tcp: { enabled: true } };
  const one = skill("one", permissions);
  const two = skill("two", permissions);
  levers.tcp.on("chat:9000").accept((peer) => peer.wait(10).send("x"));
  const connect = { addr: "chat:9000", callback: "on_data", tls: false, insecure: false };
  const request = { ...connect, timeout_ms: 0, server_name: "" };
  one.tcp.tcp_connect(request, { ...call, skillId: "one" });
  two.tcp.tcp_connect(request, { ...call, skillId: "two" });
  one.close();
  clock.advance(10);
  expect(delivered.map(({ connection }) => connection.call.skillId)).toEqual(["two"]);
});

test("what is scripted and what is never used can be told", () => {
  const { levers, devices } = bench();
  levers.http.on("GET", "https://a.com/*").reply({});
  levers.http.on("GET", /expression/).reply({});
  levers.tcp.on("redis:6379").reply("x");
  levers.ws.on("wss://a.com/").accept();
  levers.shell.on("git **").reply({});
  levers.cluster.node("w1");
  expect(devices.scripted()).toEqual({
    http: ["https://a.com/*"],
    tcp: ["redis:6379"],
    ws: ["wss://a.com/"],
    shell: ["git **"],
    nodes: ["w1"],
  });
  expect(devices.unused()).toEqual([
    'host.http.on("GET", "https://a.com/*")',
    'host.http.on("GET", /expression/)',
    'host.tcp.on("redis:6379")',
    'host.ws.on("wss://a.com/")',
    'host.shell.on("git **")',
    'host.cluster.node("w1")',
  ]);
});

test("a compiled skill reads files and hears of a connection, in virtual time", async () => {
  const clock = new ManualClock(START_MS);
  const engine = createEngine({ clock });
  const { levers, devicesFor } = createFakes(clock, new EngineCaller(engine, new IdleWork(clock)));
  const permissions = { fs: { enabled: true, dirs: ["/data:ro"] }, tcp: { enabled: true } };
  const manifest = completeManifest({ id: "relay", path: "relay.skill", permissions });
  const module = loadModule((await buildSkill(relaySource)).wasm);
  engine.add({ manifest, module, devices: devicesFor });
  const run = (method: string, args = {}) => engine.invoke("relay", method, { args });
  levers.fs.write("/data/a", "12345");
  expect(run("read", { path: "/data/a" })).toMatchObject({ value: 5 });
  expect(run("read", { path: "/data/b" })).toMatchObject({
    error: 'Cannot read "/data/b": no such file or directory',
  });
  levers.tcp.on("chat:9000").accept((peer) => peer.send(["abc", "de"], { everyMs: 5 }).end());
  run("open", { addr: "chat:9000" });
  clock.advance(5);
  expect(run("heard")).toMatchObject({ value: ["tcp-1 3 ", "tcp-1 2 ", "tcp-1 0 eof"] });
});
