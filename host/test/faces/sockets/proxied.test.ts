import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { startNginx } from "../../peers/nginx.js";
import { hasServer } from "../../peers.js";
import { tlsFiles } from "../../tls-files.js";
import { Peer } from "./peer.js";
import { SocketWorld } from "./socket-world.js";

const guide = readFileSync(new URL("../../../../docs/guide/sockets.md", import.meta.url), "utf8");

/** The reverse proxy of the guide, in front of this port. */
function locationFor(port: number): string {
  const [, location = ""] = /^```nginx\n([\s\S]*?)^```$/m.exec(guide) ?? [];
  return location.replace("127.0.0.1:8080", `127.0.0.1:${port}`);
}

test.skipIf(!hasServer("nginx"))(
  "nginx, where it is installed, passes sockets on as the guide says",
  async () => {
    const world = await SocketWorld.open({
      routes: [{ socket: "chat", listen: true, ref: "room.say" }],
      skills: {
        room: { methods: { say: { takes: "text", run: ({ message }) => `re: ${message}` } } },
      },
    });
    onTestFinished(() => world.close());
    const nginx = await startNginx(locationFor(world.port));
    onTestFinished(() => nginx.stop());
    const webSocket = new WebSocket(`wss://localhost:${nginx.port}/ws/chat`, {
      ca: tlsFiles.authority,
      origin: `https://localhost:${nginx.port}`,
    });
    const client = new Peer(webSocket);
    await once(webSocket, "open");

    client.send("hello");

    expect(await client.untilHeard(1)).toEqual(["re: hello"]);
    await world.face.close();
    expect((await client.closed).code).toBe(1001);
  },
);
