import { createMockHost, type MockHost } from "@luminarys/sdk-as/testing";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { faultySource } from "./faulty-skill.js";

let skill: Uint8Array;
let host: MockHost;

beforeAll(async () => {
  skill = (await buildSkill(faultySource)).wasm;
});

beforeEach(() => {
  host = createMockHost({ skill });
});

const timout = "timout" as "timeout";
const codes =
  "denied, not_found, exists, timeout, too_large, unavailable, invalid, closed, cancelled, internal";
const ofFaults = `expected refused, reset, tls, dns, eof, io, ${codes}`;
const ofPeers = "expected refused, reset, tls, dns, eof, io, timeout";
const ofConnections = "expected eof, reset, timeout, tls, io";

const misspelt: [name: string, action: string, wanted: string, run: () => unknown][] = [
  ["faults.next", "make tcp_write fail", ofFaults, () => host.faults.next("tcp_write", timout)],
  ["faults.at", "make host call 2 fail", ofFaults, () => host.faults.at(2, timout)],
  [
    "http",
    'make host.http.on("GET", "https://a.example/") fail',
    ofPeers,
    () => host.http.on("GET", "https://a.example/").fail(timout),
  ],
  ["tcp", 'make host.tcp.on("a:1") fail', ofPeers, () => host.tcp.on("a:1").fail(timout)],
  [
    "a TCP peer",
    "end the connection",
    ofConnections,
    () => host.tcp.on("a:1").accept((peer) => peer.fail(timout)),
  ],
  [
    "a WebSocket peer",
    "end the connection",
    ofConnections,
    () => host.ws.on("ws://a.example").accept((peer) => peer.fail(timout)),
  ],
];

test.each(misspelt)("a misspelt kind of failure is refused by %s", (_, action, wanted, run) => {
  const hint = 'Hint: did you mean "timeout"?';
  expect(run).toThrow(new TypeError(`Cannot ${action}: unknown kind "timout", ${wanted}. ${hint}`));
  expect(host.call("careful").error).toContain("no such file");
});

test("an open connection is ended with a known kind alone, and stays open else", () => {
  host.tcp.on("chat:9000").accept();
  host.faults.next("tcp_write");
  host.call("talk");
  const [connection] = host.connections;
  expect(() => connection?.fail(timout)).toThrow('unknown kind "timout"');
  expect(connection?.isOpen).toBe(true);
});

test("a misspelt kind of a campaign is refused, in its options and in what it repeats", () => {
  const scenario = (each: MockHost) => void each.call("careful");
  const { faults } = createMockHost({ skill });
  expect(() => faults.campaign(scenario, { kinds: [timout] })).toThrow('unknown kind "timout"');
  expect(() => faults.campaign(scenario, { only: "1:timout" })).toThrow('unknown kind "timout"');
});

test("a kind that is near none gets no hint", () => {
  expect(() => host.faults.next("fs_read", "explosion" as "timeout")).toThrow(
    new TypeError(`Cannot make fs_read fail: unknown kind "explosion", ${ofFaults}`),
  );
});
