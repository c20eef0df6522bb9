import { describe, expect, it } from "vitest";
import type { AsyncDevices, Devices, HostCall } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import { Guard } from "../../engine/guard.js";
import type { ManifestInput } from "../../engine/manifest/model.js";
import {
  type AreaName,
  type HostFunctionName,
  hostFunctions,
} from "../../engine/wire/host-functions.gen.js";
import { manifestOf } from "./engine-with.js";

const CALL: HostCall = {
  skillId: "skill",
  method: "run",
  requestId: "r",
  traceId: "",
  sessionId: "",
  llmSessionId: "",
  callerId: "",
  deadlineNs: 0,
};

type Serve = (request: object, call: HostCall) => unknown;

/** Devices that note what they are asked, behind the guard of a manifest. */
function guarded(manifest: Partial<ManifestInput>, answer: unknown = {}) {
  const asked: unknown[] = [];
  const devices: Partial<Record<AreaName, Record<string, Serve>>> = {};
  for (const [name, { area }] of Object.entries(hostFunctions)) {
    devices[area] = {
      ...devices[area],
      [name]: (request) => {
        asked.push(request);
        return answer;
      },
    };
  }
  const guard = new Guard({ manifest: manifestOf("skill", manifest), now: () => 1000 });
  const protectedDevices = guard.protect(devices as Devices);
  const call = (name: HostFunctionName, request: object, hostCall = CALL): unknown => {
    const device = protectedDevices[hostFunctions[name].area] as unknown as Record<string, Serve>;
    return device[name]?.(request, hostCall);
  };
  return { guard, asked, call };
}

const fs = {
  permissions: { fs: { enabled: true, dirs: ["/data:rw", "/etc:ro", "/data/conf:ro"] } },
};
const http = {
  permissions: { http: { enabled: true, allowlist: ["https://api.example.com/**"] } },
};
const tcp = { permissions: { tcp: { enabled: true, allowlist: ["redis:6379"] } } };
const shell = {
  permissions: { shell: { enabled: true, allowlist: ["go *"], allowed_dirs: ["/src"] } },
};
const transfer = {
  permissions: {
    file_transfer: { enabled: true, allowed_nodes: ["eu"], local_dirs: ["/data:rw"] },
  },
};
const commandRequest = { timeout_ms: 0, tail: 0, grep: "", as_daemon: false, log_file: "" };

describe("a host call within the grants", () => {
  it.each<[HostFunctionName, object, object, object]>([
    ["fs_read", fs, { path: "/etc/../etc//hosts" }, { path: "/etc/hosts" }],
    ["fs_write", fs, { path: "/data/x/" }, { path: "/data/x" }],
    ["fs_create", fs, { path: "/data/x" }, { path: "/data/x" }],
    ["fs_delete", fs, { path: "/data/x" }, { path: "/data/x" }],
    ["fs_mkdir", fs, { path: "/data/{a,b}" }, { path: "/data/{a,b}" }],
    ["fs_ls", fs, { path: "/etc", long: true }, { path: "/etc", long: true }],
    ["fs_chmod", fs, { path: "/data/x", recursive: false }, { path: "/data/x", recursive: false }],
    ["fs_read_lines", fs, { path: "/etc/hosts" }, { path: "/etc/hosts" }],
    ["fs_grep", fs, { path: "" }, { path: "" }],
    ["fs_glob", fs, { path: "/etc/." }, { path: "/etc" }],
    ["fs_allowed_dirs", {}, {}, {}],
    ["fs_copy", fs, { source: "/etc/a", dest: "/data/b" }, { source: "/etc/a", dest: "/data/b" }],
    ["archive_pack", fs, { source: "/etc", output: "/data/a.zip" }, { output: "/data/a.zip" }],
    ["archive_unpack", fs, { archive: "/etc/a.zip", dest: "/data/b" }, { dest: "/data/b" }],
    ["archive_list", fs, { archive: "/etc//a.zip" }, { archive: "/etc/a.zip" }],
    ["disk_usage", fs, { path: "" }, { path: "/data" }],
    ["http_get", http, { url: "https://api.example.com/v1" }, {}],
    ["http_post", http, { url: "https://api.example.com/v1" }, {}],
    ["http_request", http, { url: "https://api.example.com/v1" }, {}],
    ["tcp_request", tcp, { addr: "redis:6379" }, { addr: "redis:6379" }],
    ["tcp_connect", tcp, { addr: "redis:6379" }, { addr: "redis:6379" }],
    ["tcp_write", {}, { conn_id: "c" }, { conn_id: "c" }],
    [
      "shell_exec",
      shell,
      { command: "go vet", workdir: "", ...commandRequest },
      { workdir: "/src" },
    ],
    ["env_get", { env: { KEY: "v" } }, { key: "KEY" }, { key: "KEY" }],
    ["history_get", { permissions: { llm: { enabled: true } } }, { filter: "" }, { filter: "" }],
    ["prompt_complete", { permissions: { llm: { enabled: true } } }, { prompt: "p" }, {}],
    ["file_transfer_send", transfer, { target_node: "eu", local_path: "/data/x" }, {}],
    ["file_transfer_recv", transfer, { source_node: "eu", local_path: "/data/x" }, {}],
    ["cluster_node_list", {}, {}, {}],
    ["time_now", {}, {}, {}],
  ])("%s reaches its device", (name, manifest, request, want) => {
    const { asked, call, guard } = guarded(manifest);
    expect(call(name, request)).toEqual({});
    expect(asked).toEqual([expect.objectContaining(want)]);
    expect(guard.takeVerdict().allowed).toBe(true);
  });

  it("tells the journal what granted it, once", () => {
    const { call, guard } = guarded(fs);
    call("fs_copy", { source: "/etc/a", dest: "/data/b" });
    expect(guard.takeVerdict()).toEqual({
      allowed: true,
      reason:
        'granted by "/etc:ro" in permissions.fs.dirs; granted by "/data:rw" in permissions.fs.dirs',
      lines: [
        { list: "permissions.fs.dirs", item: "/etc:ro" },
        { list: "permissions.fs.dirs", item: "/data:rw" },
      ],
    });
    expect(guard.takeVerdict()).toEqual({ allowed: true, reason: "", lines: [] });
  });
});

describe("a hint names the directory that is asked for, not the one around it", () => {
  const none = { permissions: { fs: { enabled: true, dirs: ["/data:ro"] } } };
  it.each(["fs_ls", "fs_glob", "disk_usage"] as const)("%s", (name) => {
    const { call } = guarded(none);
    const request = { path: "/var/log/apt", pattern: "*" };
    expect(() => call(name, request)).toThrow(/add "\/var\/log\/apt:ro" to permissions\.fs\.dirs$/);
  });
});

describe("a host call that lacks several grants names all of them at once", () => {
  const off = { permissions: { fs: { enabled: false, dirs: [] } } };
  const none = { permissions: { fs: { enabled: true, dirs: ["/data:ro"] } } };
  it.each<[HostFunctionName, object, object, string]>([
    [
      "archive_pack",
      off,
      { source: "/in", output: "/out/a.zip" },
      'Cannot read "/in" and write "/out/a.zip": permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add "/in:ro" to permissions.fs.dirs and add "/out:rw" to permissions.fs.dirs',
    ],
    [
      "archive_pack",
      off,
      { source: "/in", output: "/in/a.zip" },
      'Cannot read "/in" and write "/in/a.zip": permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add "/in:rw" to permissions.fs.dirs',
    ],
    [
      "fs_grep",
      off,
      { path: "", pattern: "a" },
      'Cannot search the allowed directories: permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add the directories to search to permissions.fs.dirs, such as "/data:ro"',
    ],
    [
      "fs_grep",
      { permissions: { fs: { enabled: false, dirs: ["/logs:ro"] } } },
      { path: "", pattern: "a" },
      "Cannot search the allowed directories: permissions.fs is disabled. Hint: set permissions.fs.enabled to true",
    ],
    [
      "fs_copy",
      none,
      { source: "/in/a", dest: "/data/a" },
      'Cannot read "/in/a": outside the allowed directories (/data:ro); cannot write "/data/a": "/data:ro" is read-only. Hint: add "/in:ro" to permissions.fs.dirs and add "/data:rw" to permissions.fs.dirs',
    ],
    [
      "fs_mkdir",
      none,
      { path: "/a/{1,2,3,4,5}" },
      'Cannot make directory "/a/1", make directory "/a/2", make directory "/a/3" and 2 more: outside the allowed directories (/data:ro). Hint: add "/a:rw" to permissions.fs.dirs',
    ],
  ])("%s", (name, manifest, request, message) => {
    const { asked, call } = guarded(manifest);
    expect(() => call(name, request)).toThrow(new HostError(message, { code: "denied" }));
    expect(asked).toEqual([]);
  });

  it("but what nothing can grant is named alone", () => {
    const { call } = guarded(off);
    const request = { source: "/in/a", dest: "data" };
    expect(() => call("fs_copy", request)).toThrow(
      /^Cannot write "data": it isn't an absolute path$/,
    );
  });
});

describe("a host call beyond the grants", () => {
  it.each<[HostFunctionName, object, object, string]>([
    ["fs_read", fs, { path: "/srv/x" }, 'Cannot read "/srv/x": outside the allowed directories'],
    ["fs_write", fs, { path: "/etc/x" }, 'Cannot write "/etc/x": "/etc:ro" is read-only'],
    ["fs_delete", fs, { path: "/data" }, 'Cannot delete "/data": "/data/conf:ro" below it'],
    ["fs_mkdir", fs, { path: "/{data,etc}/a" }, 'Cannot make directory "/etc/a": "/etc:ro" is'],
    ["fs_chmod", fs, { path: "/data", recursive: true }, 'Cannot change "/data": "/data/conf:ro"'],
    ["fs_grep", {}, { path: "" }, "Cannot search the allowed directories: permissions.fs is"],
    ["fs_copy", fs, { source: "/data/a", dest: "/etc/b" }, 'Cannot write "/etc/b": "/etc:ro" is'],
    ["archive_pack", fs, { source: "/etc", output: "/etc/a.zip" }, 'Cannot write "/etc/a.zip"'],
    ["archive_unpack", fs, { archive: "/data/a.zip", dest: "/etc" }, 'Cannot write "/etc": "/etc'],
    ["archive_list", fs, { archive: "/srv/a.zip" }, 'Cannot list "/srv/a.zip": outside the'],
    ["http_get", http, { url: "https://example.org/" }, 'Cannot request "https://example.org/": '],
    ["ws_connect", http, { url: "wss://api.example.com/v1" }, "permissions.http.allow_websocket"],
    ["tcp_connect", tcp, { addr: "mail:25" }, 'Cannot connect to "mail:25": no pattern of'],
    [
      "shell_exec",
      shell,
      { command: "rm -rf /", workdir: "", ...commandRequest },
      'Cannot run "rm -rf /": no pattern of permissions.shell.allowlist matches it (go *)',
    ],
    [
      "shell_exec",
      shell,
      { command: "go vet", workdir: "", ...commandRequest, log_file: "/etc/log" },
      'Cannot write log file "/etc/log": outside the allowed directories (/src)',
    ],
    ["env_get", {}, { key: "KEY" }, 'Cannot read variable "KEY": '],
    ["prompt_complete", {}, { prompt: "p" }, "Cannot ask the model: permissions.llm is disabled"],
    [
      "file_transfer_send",
      transfer,
      { target_node: "us", local_path: "/data/x" },
      'Cannot send "/data/x" to "us": ',
    ],
  ])("%s is denied before its device is asked", (name, manifest, request, message) => {
    const { asked, call, guard } = guarded(manifest);
    let thrown: unknown;
    try {
      call(name, request);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(HostError);
    expect(thrown).toMatchObject({ code: "denied", message: expect.stringContaining(message) });
    expect(asked).toEqual([]);
    const reason = (thrown as HostError).message;
    expect(guard.takeVerdict()).toMatchObject({ allowed: false, reason });
  });

  it("names the line that would grant it", () => {
    const { call, guard } = guarded(fs);
    expect(() => call("fs_read", { path: "/srv/x" })).toThrow(
      'Cannot read "/srv/x": outside the allowed directories (/data:rw, /etc:ro, /data/conf:ro). ' +
        'Hint: add "/srv:ro" to permissions.fs.dirs',
    );
    expect(guard.takeVerdict().lines).toEqual([{ list: "permissions.fs.dirs", item: "/srv:ro" }]);
  });

  it("is in the journal as denied when only its device finds that out", () => {
    const guard = new Guard({ manifest: manifestOf("skill", fs), now: () => 0 });
    const fs_read = () => {
      throw new HostError("it leads outside", { code: "denied" });
    };
    const devices = guard.protect({ fs: { fs_read } } as unknown as Devices);
    expect(() => devices.fs?.fs_read({ path: "/data/link" }, CALL)).toThrow("it leads outside");
    expect(guard.takeVerdict()).toEqual({
      allowed: false,
      reason: "it leads outside",
      lines: [],
    });
  });
});

describe("a call of a skill", () => {
  it("makes no more host calls than limits.host_calls, each one anew", () => {
    const { call } = guarded({ limits: { host_calls: 2 } });
    call("time_now", {});
    call("time_now", {});
    expect(() => call("time_now", {})).toThrow(
      new HostError(
        "Cannot call time_now: this call has made 2 host calls already. " +
          "Hint: raise limits.host_calls",
        { code: "denied" },
      ),
    );
    expect(call("time_now", {}, { ...CALL, requestId: "r2" })).toEqual({});
  });

  it("moves no more than limits.io_mb: a larger request isn't made", () => {
    const { call, asked } = guarded({ ...fs, limits: { io_mb: 1 } });
    const content = new Uint8Array(600 * 1024);
    call("fs_write", { path: "/data/x", content });
    expect(() => call("fs_write", { path: "/data/x", content })).toThrow(
      new HostError(
        "Cannot call fs_write: this call has moved more than 1 MiB. Hint: raise limits.io_mb",
        { code: "too_large" },
      ),
    );
    expect(asked).toHaveLength(1);
  });

  it("moves no more than limits.io_mb: a larger answer is withheld", () => {
    const answer = { content: new Uint8Array(2 * 1024 * 1024) };
    const { call } = guarded({ ...fs, limits: { io_mb: 1 } }, answer);
    expect(() => call("fs_read", { path: "/data/x" })).toThrow("has moved more than 1 MiB");
  });

  it("asks nothing after its deadline", () => {
    const { call, asked } = guarded({});
    const late = { ...CALL, deadlineNs: 1_000_000_000 };
    expect(() => call("time_now", {}, late)).toThrow(
      new HostError("Cannot call time_now: the call's deadline has passed", { code: "timeout" }),
    );
    expect(asked).toEqual([]);
    expect(call("time_now", {}, { ...CALL, deadlineNs: 1_000_000_001 })).toEqual({});
  });

  it("may be answered with a promise", async () => {
    const { call } = guarded({ limits: { io_mb: 1 } }, Promise.resolve({ unix: 5 }));
    expect(await call("time_now", {})).toEqual({ unix: 5 });
  });
});

describe("a device that takes its time", () => {
  it("is in the journal as denied when it finds that out later", async () => {
    const guard = new Guard({ manifest: manifestOf("skill", tcp), now: () => 0 });
    const tcp_connect = () => Promise.reject(new HostError("it is private", { code: "denied" }));
    const devices = guard.protect({ tcp: { tcp_connect } } as unknown as AsyncDevices);
    const request = { addr: "redis:6379" } as never;
    await expect(devices.tcp?.tcp_connect(request, CALL)).rejects.toThrow("it is private");
    expect(guard.takeVerdict()).toEqual({ allowed: false, reason: "it is private", lines: [] });
  });

  it("keeps the grant when it fails otherwise", async () => {
    const guard = new Guard({ manifest: manifestOf("skill", tcp), now: () => 0 });
    const tcp_connect = () => Promise.reject(new HostError("nobody", { code: "unavailable" }));
    const devices = guard.protect({ tcp: { tcp_connect } } as unknown as AsyncDevices);
    const request = { addr: "redis:6379" } as never;
    await expect(devices.tcp?.tcp_connect(request, CALL)).rejects.toThrow("nobody");
    expect(guard.takeVerdict()).toMatchObject({
      allowed: true,
      reason: 'granted by "redis:6379" in permissions.tcp.allowlist',
    });
  });
});

describe("guards of one skill", () => {
  it("count its host calls together when they share the counts", () => {
    const counts = { hostCalls: 0, bytes: 0, enter: () => {} };
    const manifest = manifestOf("skill", { limits: { host_calls: 3 } });
    const time_now = () => ({});
    const [one, two] = [0, 1].map(() => {
      const guard = new Guard({ manifest, now: () => 0, counts });
      return guard.protect({ system: { time_now } } as unknown as Devices);
    });
    one?.system?.time_now({}, CALL);
    two?.system?.time_now({}, CALL);
    one?.system?.time_now({}, CALL);
    expect(() => two?.system?.time_now({}, CALL)).toThrow("has made 3 host calls already");
    expect(counts.hostCalls).toBe(3);
  });
});

describe("a text that is longer than anybody needs", () => {
  const path = "/a".repeat(100_000);
  const name = "a".repeat(100_000);
  const shown = (text: string) => `"${text.slice(0, 4096)}..."`;
  const longPath = "it is longer than 4096 characters";
  it.each<[HostFunctionName, object, message: string]>([
    ["archive_list", { archive: path }, `Cannot list ${shown(path)}: ${longPath}`],
    ["archive_pack", { source: path, output: "/b" }, `Cannot read ${shown(path)}: ${longPath}`],
    ["archive_unpack", { archive: path, dest: "/b" }, `Cannot read ${shown(path)}: ${longPath}`],
    [
      "http_get",
      { url: `http://${name}` },
      `Cannot request ${shown(`http://${name}`)}: it is longer than 65536 characters`,
    ],
    [
      "ws_connect",
      { url: `ws://${name}` },
      `Cannot connect to ${shown(`ws://${name}`)}: it is longer than 65536 characters`,
    ],
    [
      "tcp_connect",
      { addr: `${name}:80` },
      `Cannot connect to ${shown(`${name}:80`)}: it is longer than 300 characters`,
    ],
    [
      "fs_mkdir",
      { path: "{a,b}".repeat(100) },
      `Cannot make directory "${"{a,b}".repeat(100)}": it stands for too many paths`,
    ],
    [
      "fs_mkdir",
      { path: `/{a,b}${path}` },
      `Cannot make directory ${shown(`/{a,b}${path}`)}: it is longer than 8192 characters`,
    ],
  ])("is refused in %s before anything is made of it", (name, request, message) => {
    const { asked, call } = guarded({});
    expect(() => call(name, request)).toThrow(new HostError(message, { code: "invalid" }));
    expect(asked).toEqual([]);
  });

  it("is refused as a working directory", () => {
    const { call } = guarded(shell);
    const request = { ...commandRequest, command: "go test", workdir: path };
    const message = `Cannot run "go test": working directory: ${longPath}`;
    expect(() => call("shell_exec", request)).toThrow(new HostError(message, { code: "invalid" }));
  });
});
