import { expect, test } from "vitest";
import type { Devices, HostCall } from "../../engine/device.js";
import { Guard } from "../../engine/guard.js";
import { type HostFunctionName, hostFunctions } from "../../engine/wire/host-functions.gen.js";
import { manifestOf } from "./engine-with.js";

const CALL: HostCall = {
  ...{ skillId: "skill", method: "run", requestId: "r", traceId: "", sessionId: "" },
  ...{ llmSessionId: "", callerId: "", deadlineNs: 0 },
};

const fs = {
  permissions: { fs: { enabled: true, dirs: ["/data:rw", "/etc:ro", "/data/conf:ro"] } },
};
const shell = {
  permissions: { shell: { enabled: true, allowlist: ["go *"], allowed_dirs: ["/src"] } },
};
const transfer = {
  permissions: {
    file_transfer: { enabled: true, allowed_nodes: ["eu"], local_dirs: ["/data:rw"] },
  },
};
const commandRequest = { timeout_ms: 0, tail: 0, grep: "", as_daemon: false, log_file: "" };

test.each<[HostFunctionName, object, object, string, string]>([
  [
    "fs_read",
    fs,
    { path: "/data/../srv/x" },
    'Cannot read "/data/../srv/x": ".." leads where permissions.fs.dirs allows no reading (/data:rw, /etc:ro, /data/conf:ro)',
    'Cannot read "/data/../srv/x": outside the allowed directories (/data:rw, /etc:ro, /data/conf:ro). Hint: add "/srv:ro" to permissions.fs.dirs',
  ],
  [
    "fs_write",
    fs,
    { path: "/data/../etc/x" },
    'Cannot write "/data/../etc/x": ".." leads where permissions.fs.dirs allows no writing (/data:rw, /etc:ro, /data/conf:ro)',
    'Cannot write "/data/../etc/x": "/etc:ro" is read-only. Hint: add "/etc:rw" to permissions.fs.dirs',
  ],
  [
    "fs_copy",
    fs,
    { source: "/data/../srv/a", dest: "/etc/b" },
    'Cannot read "/data/../srv/a": ".." leads where permissions.fs.dirs allows no reading (/data:rw, /etc:ro, /data/conf:ro); cannot write "/etc/b": "/etc:ro" is read-only',
    'Cannot read "/data/../srv/a": outside the allowed directories (/data:rw, /etc:ro, /data/conf:ro); cannot write "/etc/b": "/etc:ro" is read-only. Hint: add "/srv:ro" to permissions.fs.dirs and add "/etc:rw" to permissions.fs.dirs',
  ],
  [
    "fs_read",
    {},
    { path: "/data/../srv/x" },
    'Cannot read "/data/../srv/x": permissions.fs is disabled',
    'Cannot read "/data/../srv/x": permissions.fs is disabled. Hint: set permissions.fs.enabled to true and add "/srv:ro" to permissions.fs.dirs',
  ],
  [
    "shell_exec",
    shell,
    { command: "go vet", ...commandRequest, workdir: "/src/../srv" },
    'Cannot run "go vet": working directory: ".." leads where permissions.shell.allowed_dirs allows no reading (/src)',
    'Cannot run "go vet": working directory: outside the allowed directories (/src). Hint: add "/srv:ro" to permissions.shell.allowed_dirs',
  ],
  [
    "file_transfer_send",
    transfer,
    { target_node: "us", local_path: "/data/../srv/x" },
    `Cannot send "/data/../srv/x" to "us": node "us" isn't allowed (eu)`,
    `Cannot send "/data/../srv/x" to "us": node "us" isn't allowed (eu). Hint: add "us" to permissions.file_transfer.allowed_nodes and add "/srv:ro" to permissions.file_transfer.local_dirs`,
  ],
])(
  "%s by a way with dots advises the journal, not the skill",
  (name, manifest, request, told, recorded) => {
    const { area } = hostFunctions[name];
    const guard = new Guard({ manifest: manifestOf("skill", manifest), now: () => 1000 });
    const devices = guard.protect({ [area]: { [name]: () => ({}) } } as Devices);
    const device = devices[area] as unknown as Record<string, (...args: unknown[]) => unknown>;
    expect(() => device[name]?.(request, CALL)).toThrow(expect.objectContaining({ message: told }));
    expect(guard.takeVerdict().reason).toBe(recorded);
  },
);
