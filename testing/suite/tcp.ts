import { ask, askLater, bytes, hear } from "./asker.js";
import type { SuitePart } from "./suite-part.js";
import type { World } from "./world.js";

async function connect(world: World, addr: string, callback = "on_tcp"): Promise<string> {
  const { conn_id } = await ask(world, "tcp_connect", { addr, callback });
  return conn_id as string;
}

export function tcpSuite({ describe, promise, expect }: SuitePart): void {
  describe("tcp", () => {
    promise("a request gives what the peer answers", async (world) => {
      const addr = await world.serveTcp({ answer: (received) => `got ${received}` });
      const request = { addr, data: bytes("ping") };
      expect(await ask(world, "tcp_request", request)).toEqual({ data: bytes("got ping") });
      const cut = { ...request, max_bytes: 3 };
      expect(await ask(world, "tcp_request", cut)).toEqual({ data: bytes("got") });
    });

    promise("a peer that says nothing is a timeout", async (world) => {
      const addr = await world.serveTcp({});
      const request = { addr, data: bytes("ping"), timeout_ms: 50 };
      expect(await ask(world, "tcp_request", request)).toMatchObject({ error_code: "timeout" });
    });

    promise("an address that refuses is unavailable", async (world) => {
      const addr = await world.closedAddress();
      const error_code = "unavailable";
      expect(await ask(world, "tcp_request", { addr })).toMatchObject({ error_code });
      expect(await ask(world, "tcp_connect", { addr })).toMatchObject({ error_code });
    });

    promise("addresses that aren't granted are denied", async (world) => {
      const connect = { addr: "example.com:25" };
      expect(await ask(world, "tcp_connect", connect)).toMatchObject({ error_code: "denied" });
    });

    promise("a connection's callback hears what comes, in order", async (world) => {
      const addr = await world.serveTcp({ greeting: "hi", answer: (received) => `re ${received}` });
      const conn_id = await connect(world, addr);
      expect(await hear(world, 1)).toEqual([":hi"]);
      expect(await ask(world, "tcp_write", { conn_id, data: bytes("a") })).toEqual({});
      expect(await hear(world, 2)).toEqual([":hi", ":re a"]);
    });

    for (const ends of ["eof", "reset"] as const) {
      promise(`the callback hears that a connection ends by ${ends}`, async (world) => {
        const addr = await world.serveTcp({ ends });
        const conn_id = await connect(world, addr);
        expect(await hear(world, 1)).toEqual([`${ends}:`]);
        const write = await ask(world, "tcp_write", { conn_id, data: bytes("a") });
        expect(write).toMatchObject({ error_code: "closed" });
      });
    }

    promise(
      "TLS needs a certificate that is trusted, unless it is asked to be insecure",
      async (world) => {
        const addr = await world.serveTcp({ tls: true, answer: (received) => `got ${received}` });
        const request = { addr, data: bytes("ping"), tls: true };
        const error_code = "unavailable";
        expect(await ask(world, "tcp_request", request)).toMatchObject({ error_code });
        expect(await ask(world, "tcp_connect", { addr, tls: true })).toMatchObject({ error_code });
        const insecure = { ...request, insecure: true };
        expect(await ask(world, "tcp_request", insecure)).toEqual({ data: bytes("got ping") });
      },
    );

    promise("a connection over TLS hears what comes", async (world) => {
      const addr = await world.serveTcp({ tls: true, greeting: "hi" });
      const connect = { addr, callback: "on_tcp", tls: true, insecure: true };
      expect(typeof (await ask(world, "tcp_connect", connect)).conn_id).toBe("string");
      expect(await hear(world, 1)).toEqual([":hi"]);
    });

    promise("connections that a skill doesn't have aren't found", async (world) => {
      const addr = await world.serveTcp({});
      const conn_id = await connect(world, addr);
      const write = { conn_id, data: bytes("a") };
      const { skills } = world;
      const error_code = "not_found";
      expect(await ask(world, "tcp_write", { ...write, conn_id: "none" })).toMatchObject({
        error_code,
      });
      const stolen = await ask(world, "tcp_write", write, { skill: skills[1] });
      expect(stolen).toMatchObject({ error_code });
      expect(await ask(world, "tcp_write", write)).toEqual({});
    });

    promise("set_callback and close take effect at once", async (world) => {
      const addr = await world.serveTcp({ answer: (received) => received });
      const conn_id = await connect(world, addr);
      await ask(world, "tcp_set_callback", { conn_id, callback: "on_other" });
      await ask(world, "tcp_write", { conn_id, data: bytes("a") });
      expect(await hear(world, 1)).toEqual(["other :a"]);
      expect(await ask(world, "tcp_close", { conn_id })).toEqual({});
      expect(await ask(world, "tcp_close", { conn_id })).toEqual({});
      const write = await ask(world, "tcp_write", { conn_id, data: bytes("a") });
      expect(write).toMatchObject({ error_code: "closed" });
    });

    promise("a callback may write, and may close", async (world) => {
      const addr = await world.serveTcp({ answer: (received) => `re ${received}` });
      const conn_id = await connect(world, addr, "");
      await ask(world, "tcp_set_callback", { conn_id, callback: "on_tcp" });
      await askLater(world, "tcp_write", { conn_id, data: bytes("b") });
      await ask(world, "tcp_write", { conn_id, data: bytes("a") });
      expect(await hear(world, 2)).toEqual([":re a", ":re b"]);
      await askLater(world, "tcp_close", { conn_id });
      await ask(world, "tcp_write", { conn_id, data: bytes("c") });
      expect(await hear(world, 3)).toEqual([":re a", ":re b", ":re c"]);
      const write = await ask(world, "tcp_write", { conn_id, data: bytes("d") });
      expect(write).toMatchObject({ error_code: "closed" });
    });
  });
}
