import { describe, expect, test } from "vitest";
import { HostError } from "../../../engine/errors.js";
import type { InvokePolicy } from "../../../engine/manifest/model.js";
import { completeManifest } from "../../../engine/manifest.js";
import { decideCluster } from "../../../engine/permissions/cluster.js";
import { demand, denialMessage } from "../../../engine/permissions/decision.js";
import { decideEnv } from "../../../engine/permissions/env.js";
import { decideFileTransfer } from "../../../engine/permissions/file-transfer.js";
import { decideInvoke } from "../../../engine/permissions/invoke.js";
import { decideLlm } from "../../../engine/permissions/llm.js";

const message = (decision: object) => denialMessage(decision as never, "do it");

describe("env", () => {
  const env = { KEY: "value", EMPTY: "" };

  test.each([
    ["KEY", true],
    ["EMPTY", true],
    ["key", false],
    ["KEY ", false],
    ["PATH", false],
    ["", false],
    ["toString", false],
    ["__proto__", false],
    ["constructor", false],
  ])("%j: %j", (key, allowed) => {
    expect(decideEnv(env, key).allowed).toBe(allowed);
  });

  test("gives the value, or says what is missing", () => {
    expect(decideEnv(env, "KEY")).toMatchObject({ value: "value", reason: "granted by env.KEY" });
    expect(message(decideEnv(env, "PATH"))).toBe(
      "Cannot do it: the manifest's env doesn't hold it. Hint: set env.PATH",
    );
  });
});

describe("llm", () => {
  test("is on or off", () => {
    expect(decideLlm({ enabled: true }).allowed).toBe(true);
    expect(message(decideLlm({ enabled: false }))).toBe(
      "Cannot do it: permissions.llm is disabled. Hint: set permissions.llm.enabled to true",
    );
  });
});

describe("cluster", () => {
  test("is the host's own", () => {
    expect(decideCluster({ inCluster: true }).allowed).toBe(true);
    expect(decideCluster({ inCluster: false })).toMatchObject({ code: "unavailable", lines: [] });
    expect(message(decideCluster({ inCluster: false }))).toBe(
      "Cannot do it: this host isn't part of a cluster",
    );
  });
});

describe("file transfer needs the node and the local path", () => {
  const transferOf = (file_transfer: object) =>
    completeManifest({ id: "a", path: "a", permissions: { file_transfer } }).permissions
      .file_transfer;
  const usual = { enabled: true, allowed_nodes: ["master"], local_dirs: ["/in:rw", "/out:ro"] };

  test.each<[node: string, direction: "send" | "receive", path: string, allowed: boolean]>([
    ["master", "send", "/out/a", true],
    ["master", "send", "/in/a", true],
    ["master", "receive", "/in/a", true],
    ["master", "receive", "/out/a", false],
    ["Master", "send", "/out/a", false],
    ["slave", "send", "/out/a", false],
    ["*", "send", "/out/a", false],
    ["", "send", "/out/a", false],
    ["master", "send", "/out/../etc/passwd", false],
    ["master", "send", "/etc/passwd", false],
    ["master", "send", "out/a", false],
  ])("%j %s %s: %j", (node, direction, path, allowed) => {
    expect(decideFileTransfer(transferOf(usual), { node, direction, path }).allowed).toBe(allowed);
  });

  test("* is every node", () => {
    const permission = transferOf({ ...usual, allowed_nodes: ["*"] });
    const request = { node: "any", direction: "send", path: "/out/a" } as const;
    expect(decideFileTransfer(permission, request)).toMatchObject({
      allowed: true,
      path: "/out/a",
    });
  });

  test.each<[change: object, message: string]>([
    [
      { allowed_nodes: [] },
      'Cannot do it: node "n" isn\'t allowed (none is). Hint: add "n" to permissions.file_transfer.allowed_nodes',
    ],
    [
      { allowed_nodes: ["n"], local_dirs: ["/x:rw"] },
      'Cannot do it: outside the allowed directories (/x:rw). Hint: add "/out:ro" to permissions.file_transfer.local_dirs',
    ],
    [
      { enabled: false },
      'Cannot do it: permissions.file_transfer is disabled. Hint: set permissions.file_transfer.enabled to true and add "n" to permissions.file_transfer.allowed_nodes',
    ],
  ])("%j", (change, expected) => {
    const request = { node: "n", direction: "send", path: "/out/a" } as const;
    const decision = decideFileTransfer(transferOf({ ...usual, ...change }), request);
    expect(message(decision)).toBe(expected);
  });

  test("a link that leads elsewhere is refused", () => {
    const request = {
      node: "master",
      direction: "send",
      path: "/out/a",
      canonical: "/etc/a",
    } as const;
    expect(decideFileTransfer(transferOf(usual), request).allowed).toBe(false);
  });
});

describe("a call of another skill needs both sides", () => {
  const skill = (id: string, policy: Partial<InvokePolicy>) => ({
    id,
    policy: { can_invoke: [], can_be_invoked_by: ["*"], ...policy },
  });

  test.each<[can: string[], by: string[], allowed: boolean]>([
    [[], ["*"], false],
    [["b"], ["*"], true],
    [["*"], ["*"], true],
    [["b"], ["a"], true],
    [["b"], ["c"], false],
    [["b"], [], false],
    [["*"], [], false],
    [["c"], ["a"], false],
    [["B"], ["*"], false],
    [["b*"], ["*"], false],
  ])("can_invoke %j, can_be_invoked_by %j: %j", (can_invoke, can_be_invoked_by, allowed) => {
    const decision = decideInvoke(skill("a", { can_invoke }), skill("b", { can_be_invoked_by }));
    expect(decision.allowed).toBe(allowed);
  });

  test("but its own methods are its own", () => {
    const alone = skill("a", { can_be_invoked_by: [] });
    expect(decideInvoke(alone, alone).allowed).toBe(true);
  });

  test("and a denial names the manifests", () => {
    const [a, b] = [skill("a", {}), skill("b", { can_be_invoked_by: ["c"] })];
    expect(message(decideInvoke(a, b))).toBe(
      'Cannot do it: "a" may not invoke "b". Hint: add "b" to invoke_policy.can_invoke of "a" and add "a" to invoke_policy.can_be_invoked_by of "b"',
    );
    expect(message(decideInvoke(skill("a", { can_invoke: ["b"] }), b))).toBe(
      'Cannot do it: "b" may not be invoked by "a". Hint: add "a" to invoke_policy.can_be_invoked_by of "b"',
    );
  });
});

describe("a device demands", () => {
  test("what it then acts on", () => {
    expect(demand(decideEnv({ A: "1" }, "A"), 'read "A"').value).toBe("1");
  });

  test("or answers the call with an error that carries the code", () => {
    const denied = () => demand(decideEnv({}, "A"), 'read variable "A"');
    expect(denied).toThrow(
      new HostError(
        `Cannot read variable "A": the manifest's env doesn't hold it. Hint: set env.A`,
        { code: "denied" },
      ),
    );
  });
});
