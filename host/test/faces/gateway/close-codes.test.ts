import { describe, expect, it } from "vitest";
import type { Channel, JsonObject } from "../../../channels/channel.js";
import { openWorld, secretOf, settle } from "./gateway-world.js";

type Handler = (frame: JsonObject) => void | Promise<void>;

/** A peer that reads nothing, of which the test sees how it is closed. */
function deafPeer() {
  const closes: { reason: string | undefined; code: number | undefined }[] = [];
  let handle: Handler = () => {};
  const channel: Channel<JsonObject> = {
    send: () => new Promise(() => {}),
    onFrame: (handler) => {
      handle = handler;
    },
    onClose: () => {},
    close: async (reason, code) => void closes.push({ reason, code }),
    closed: false,
  };
  const request = async (method: string, params: object, id: string) =>
    handle({ type: "req", id, method, params });
  return { channel, closes, request };
}

async function openDeaf() {
  const world = openWorld();
  const peer = deafPeer();
  world.face.accept(peer.channel);
  return { ...world, ...peer };
}

describe("a connection is closed", () => {
  const user = { token: secretOf("team"), user_id: "ann" };

  it("with 1013 before a response would be dropped", async () => {
    const { request, closes } = await openDeaf();
    await request("connect", user, "c");
    for (let count = 1; count < 256; count++) await request("health", {}, `${count}`);
    expect(closes).toEqual([]);
    await request("health", {}, "one too many");
    expect(closes).toEqual([{ reason: "256 messages wait for their reader", code: 1013 }]);
  });

  it("with 1013 when a message isn't read in time", async () => {
    const { request, closes, clock } = await openDeaf();
    await request("connect", user, "c");
    clock.advance(10_000);
    expect(closes).toEqual([{ reason: "a message wasn't read within 10000 ms", code: 1013 }]);
  });

  it("with 1008 without connect, and after three wrong tokens", async () => {
    const [late, guesser] = [await openDeaf(), await openDeaf()];
    late.clock.advance(30_000);
    expect(late.closes).toEqual([{ reason: "no connect within 30000 ms", code: 1008 }]);
    for (const id of ["1", "2", "3"]) {
      await guesser.request("connect", { ...user, token: "no" }, id);
    }
    expect(guesser.closes).toEqual([{ reason: "too many tries to connect", code: 1008 }]);
  });

  it("with 1001 when the gateway stops", async () => {
    const { request, closes, face } = await openDeaf();
    await request("connect", user, "c");
    await face.close();
    await settle();
    expect(closes).toEqual([{ reason: "the gateway stops", code: 1001 }]);
  });
});
