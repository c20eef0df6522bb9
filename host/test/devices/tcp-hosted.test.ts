import { completeManifest, type ManifestInput } from "@luminarys/sdk-as/engine";
import { createHost, type HostNotice } from "@luminarys/skill-host";
import { afterEach, beforeAll, expect, test } from "vitest";
import { buildSkill } from "../../../test/support/build-skill.js";
import { countingSkill } from "./counting-skill.js";
import { type Meet, TcpPeer } from "./tcp-peer.js";

let module: Uint8Array;

const opened: (() => unknown)[] = [];

beforeAll(async () => {
  module = (await buildSkill(countingSkill)).wasm;
});

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

async function serve(meet?: Meet): Promise<TcpPeer> {
  const peer = await TcpPeer.listen(meet);
  opened.push(() => peer.close());
  return peer;
}

/** A skill in a thread of its own. */
async function start(tcp: object = {}, limits: ManifestInput["limits"] = {}) {
  const notices: HostNotice[] = [];
  const host = createHost({ onNotice: (notice) => notices.push(notice) });
  opened.push(() => host.stop({ graceMs: 0 }));
  const permissions = { tcp: { enabled: true, allowlist: ["127.0.0.1:*"], ...tcp } };
  const manifest = completeManifest({ id: "counting", path: "c.wasm", permissions, limits });
  await host.add({ manifest, module });
  const call = async (method: string, args: Record<string, unknown> = {}) => {
    const { value, error } = await host.invoke("counting", method, { args });
    return error ? `error: ${error}` : (value as string);
  };
  return { host, notices, call, manifest };
}

/** Waits until the skill has counted so. */
async function untilCounts(call: (method: string) => Promise<string>, wanted: string) {
  while ((await call("counts")) !== wanted) await new Promise((go) => setTimeout(go, 5));
}

/** Sends so many numbered lines, each when the one before has gone out. */
const count =
  (lines: number): Meet =>
  (socket) => {
    let next = 0;
    const send = () => (next === lines ? socket.end() : socket.write(`${next++}\n`, send));
    send();
  };

test("1,000 connections give a skill in its thread 100 messages each, in order", async () => {
  const { addr } = await serve(count(100));
  const { call } = await start({}, { connections: 1000, queue: 10_000 });
  const ids = await Promise.all(Array.from({ length: 1000 }, () => call("open", { addr })));
  expect(new Set(ids).size).toBe(1000);
  await untilCounts(call, "100000 0 1000");
});

test("a reconnect reaches the skill, which goes on under the same id", async () => {
  const peer = await serve((socket) => socket.on("data", (data) => socket.write(data)));
  const { call } = await start({ reconnect: { min_ms: 10, max_ms: 50 } });
  const conn_id = await call("open", { addr: peer.addr });
  await call("send", { conn_id, line: "0\n" });
  await untilCounts(call, "1 0 0");
  peer.last.end();
  const note = "; connected again after eof: the peer closed the connection";
  await untilCounts(call, `1 0 0${note}`);
  await call("send", { conn_id, line: "1\n" });
  await untilCounts(call, `2 0 0${note}`);
});

test("a callback that traps loses its event, and the connection goes on", async () => {
  const peer = await serve();
  const { call, notices } = await start();
  const conn_id = await call("open", { addr: peer.addr });
  peer.last.write("trap\n");
  while (!notices.some(({ kind }) => kind === "call_failed")) await call("counts");
  peer.last.write("0\n");
  await untilCounts(call, "1 0 0");
  expect(await call("send", { conn_id, line: "x" })).toBe(null);
});

test("a skill that is removed or replaced leaves no socket", async () => {
  const peer = await serve();
  const { host, call, manifest } = await start();
  await call("open", { addr: peer.addr });
  await host.replace({ manifest, module });
  await peer.untilEmpty();
  await call("open", { addr: peer.addr });
  await host.remove("counting");
  await peer.untilEmpty();
  expect(await peer.countOpen()).toBe(0);
  expect(peer.sockets).toHaveLength(2);
});
