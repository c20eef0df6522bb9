import { describe, expect, it } from "vitest";
import { decodeMessage, encodeMessage } from "../../engine/codec/message.js";
import type { AsyncDevices, HostCall, HostCallRecord, Notice } from "../../engine/device.js";
import { HostError } from "../../engine/errors.js";
import { HostCallServer } from "../../engine/host-call-server.js";

const call: HostCall = {
  skillId: "skill",
  method: "run",
  requestId: "r",
  traceId: "",
  sessionId: "",
  llmSessionId: "",
  callerId: "",
  deadlineNs: 0,
};

function serving(tcp_request: (request: object, call: HostCall) => unknown) {
  const notices: Notice[] = [];
  const records: HostCallRecord[] = [];
  let ms = 0;
  const server = new HostCallServer({
    devices: { tcp: { tcp_request } } as unknown as AsyncDevices,
    onNotice: (notice) => notices.push(notice),
    onHostCall: (record) => records.push(record),
    now: () => ms++,
  });
  const ask = async (request: unknown, name: "tcp_request" | "http_get" = "tcp_request") =>
    decodeMessage(await server.serve(name, { request: encodeMessage(request), call }));
  return { ask, notices, records, server };
}

describe("a host call that arrives as bytes", () => {
  it("is answered at once by a device that answers at once", () => {
    const { server } = serving(() => ({ data: Uint8Array.of(1) }));
    const answer = server.serve("tcp_request", { request: encodeMessage({ addr: "a:1" }), call });
    expect(decodeMessage(answer as Uint8Array)).toEqual({ data: Uint8Array.of(1) });
  });

  it("is answered later by a device that takes its time, and told of once", async () => {
    const { ask, records } = serving(async (request) => ({
      data: new TextEncoder().encode((request as { addr: string }).addr),
    }));
    expect(await ask({ addr: "a:1" })).toEqual({ data: new TextEncoder().encode("a:1") });
    expect(records).toMatchObject([
      { name: "tcp_request", call, request: { addr: "a:1" }, error: undefined, durationMs: 1 },
    ]);
  });

  it("is answered with what the device throws, now or later", async () => {
    const refuse = () => {
      throw new HostError("not today", { code: "unavailable" });
    };
    const wanted = { error: "not today", error_code: "unavailable" };
    expect(await serving(refuse).ask({ addr: "a:1" })).toEqual(wanted);
    expect(await serving(async () => refuse()).ask({ addr: "a:1" })).toEqual(wanted);
  });

  it("is refused when it would take long to read, however much a guest may send at once", async () => {
    const { ask } = serving(() => ({ data: Uint8Array.of(1) }));
    const data = new Uint8Array(4_000_000);
    expect(await ask({ addr: "a:1", data })).toEqual({ data: Uint8Array.of(1) });
    const request = { url: "http://a", unknown: new Array(200_000).fill({}) };
    expect(await ask(request, "http_get")).toEqual({
      error: 'Cannot decode "unknown" of http_get at offset 22: the message holds too many values',
      error_code: "invalid",
    });
    expect(await ask({ addr: "a:1", data: [1, 2] })).toEqual({ data: Uint8Array.of(1) });
  });

  it("is answered when its device fails, of which the host is told", async () => {
    const { ask, notices, records } = serving(() => Promise.reject(new Error("broken")));
    const error = { error: "Cannot call tcp_request: the host failed", error_code: "internal" };
    expect(await ask({ addr: "a:1" })).toEqual(error);
    expect(notices).toEqual([
      { kind: "device_failed", name: "tcp_request", error: new Error("broken") },
    ]);
    expect(records).toHaveLength(1);
  });

  it("is answered when the device's answer isn't what the contract promises", async () => {
    const { ask, notices } = serving(async () => ({ data: 5 }));
    expect(await ask({ addr: "a:1" })).toMatchObject({ error_code: "internal" });
    expect(notices).toMatchObject([{ kind: "device_failed", name: "tcp_request" }]);
  });

  it("is answered when it can't be read, and when nobody serves it", async () => {
    const { ask } = serving(() => ({ data: Uint8Array.of() }));
    expect(await ask({ addr: 5 })).toMatchObject({
      error: expect.stringContaining('Cannot decode "addr" of tcp_request at offset'),
      error_code: "invalid",
    });
    expect(await ask({ url: "http://a/" }, "http_get")).toEqual({
      error: "Cannot call http_get: this host has no http device",
      error_code: "unavailable",
    });
    expect(await ask({ addr: "a:1" })).toEqual({ data: Uint8Array.of() });
  });
});
