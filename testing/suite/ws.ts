import { ask, askLater, bytes, hear } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import type { World } from "./world.js";

async function connect(world: World, url: string): Promise<string> {
  const { conn_id } = await ask(world, "ws_connect", { url, callback: "on_ws" });
  return conn_id as string;
}

export function wsSuite({ describe, promise, expect }: SuitePart): void {
  describe("ws", () => {
    promise("text and binary messages are heard, in order", async (world) => {
      const url = await world.serveWs({ greeting: "hi", answer: (received) => `re ${received}` });
      const conn_id = await connect(world, url);
      expect(await hear(world, 1)).toEqual([":text:hi"]);
      const text = { conn_id, data: bytes("a"), message_type: "text" };
      expect(await ask(world, "ws_send", text)).toEqual({});
      expect(await ask(world, "ws_send", { ...text, message_type: "binary" })).toEqual({});
      const wanted = [":text:hi", ":text:re a", ":text:re a"];
      expect(await hear(world, wanted.length)).toEqual(wanted);
    });

    promise("the handshake carries the headers that are asked for", async (world) => {
      const demands = { name: "authorization", value: "Bearer secret" };
      const url = await world.serveWs({ demands, greeting: "welcome" });
      const headers = [{ name: "Authorization", value: "Bearer secret" }];
      const connect = { url, callback: "on_ws", headers };
      expect(await ask(world, "ws_connect", { url })).toMatchObject({ error_code: "unavailable" });
      expect(typeof (await ask(world, "ws_connect", connect)).conn_id).toBe("string");
      expect(await hear(world, 1)).toEqual([":text:welcome"]);
    });

    promise(
      "TLS needs a certificate that is trusted, unless it is asked to be insecure",
      async (world) => {
        const url = await world.serveWs({ tls: true, greeting: "hi" });
        const connect = { url, callback: "on_ws" };
        expect(await ask(world, "ws_connect", connect)).toMatchObject({
          error_code: "unavailable",
        });
        await ask(world, "ws_connect", { ...connect, insecure: true });
        expect(await hear(world, 1)).toEqual([":text:hi"]);
      },
    );

    promise("other types of message, and text that is none, are invalid", async (world) => {
      const conn_id = await connect(world, await world.serveWs({}));
      const error_code = "invalid";
      const ping = { conn_id, data: bytes("a"), message_type: "ping" };
      expect(await ask(world, "ws_send", ping)).toMatchObject({ error_code });
      const broken = { conn_id, data: Uint8Array.of(0xff), message_type: "text" };
      expect(await ask(world, "ws_send", broken)).toMatchObject({ error_code });
    });

    promise("the callback hears the peer's close", async (world) => {
      const conn_id = await connect(world, await world.serveWs({ ends: "eof" }));
      expect(await hear(world, 1)).toEqual([":close:1000 "]);
      const send = { conn_id, data: bytes("a"), message_type: "text" };
      expect(await ask(world, "ws_send", send)).toMatchObject({ error_code: "closed" });
    });

    promise(
      "a close with a code ends it; codes that mustn't be sent are invalid",
      async (world) => {
        const conn_id = await connect(world, await world.serveWs({}));
        const close = { conn_id, code: 1006, reason: "" };
        expect(await ask(world, "ws_close", close)).toMatchObject({ error_code: "invalid" });
        expect(await ask(world, "ws_close", { ...close, code: 4001, reason: "done" })).toEqual({});
        const send = { conn_id, data: bytes("a"), message_type: "text" };
        expect(await ask(world, "ws_send", send)).toMatchObject({ error_code: "closed" });
      },
    );

    promise("a callback may close", async (world) => {
      const url = await world.serveWs({ answer: (received) => received });
      const conn_id = await connect(world, url);
      await askLater(world, "ws_close", { conn_id, code: 1000, reason: "" });
      const send = { conn_id, data: bytes("a"), message_type: "text" };
      await ask(world, "ws_send", send);
      expect(await hear(world, 1)).toEqual([":text:a"]);
      expect(await ask(world, "ws_send", send)).toMatchObject({ error_code: "closed" });
    });

    promise("URLs that aren't granted are denied", async (world) => {
      const connect = { url: "wss://example.com/", callback: "" };
      expect(await ask(world, "ws_connect", connect)).toMatchObject({ error_code: "denied" });
    });
  });
}
