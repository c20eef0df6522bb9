import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { ManualClock } from "@luminarys/sdk-as/engine";
import { createHost } from "@luminarys/skill-host";
import { expect, it } from "vitest";
import { guestSkill, hostCall, hostImport, MISBEHAVE, manifestFor } from "./guest-skill.js";

const IDLE_MS = 1000;

it("a skill with an open connection isn't idle, and is once it is closed", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const clock = new ManualClock(Date.now());
  const host = createHost({ clock });
  const request = { addr: `127.0.0.1:${(server.address() as AddressInfo).port}`, callback: "" };
  const module = guestSkill({
    imports: hostImport("tcp_connect"),
    request,
    misbehave: hostCall("tcp_connect", request),
  });
  const permissions = { tcp: { enabled: true, allowlist: ["127.0.0.1:*"] } };
  const manifest = manifestFor("skill", { permissions, limits: { idle_ms: IDLE_MS } });
  await host.add({ manifest, module });
  const connected = once(server, "connection") as Promise<[Socket]>;
  await host.invoke("skill", "run", { args: MISBEHAVE });
  const [socket] = await connected;
  clock.advance(IDLE_MS);
  clock.advance(IDLE_MS);
  expect(host.list()[0]?.status).toBe("idle");
  socket.end();
  await once(socket.resume(), "close");
  while (host.list()[0]?.status === "idle") {
    clock.advance(IDLE_MS);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(host.list()[0]?.status).toBe("stopped");
  expect((await host.invoke("skill", "run")).value).toBe("fine");
  await host.stop();
  server.close();
});
