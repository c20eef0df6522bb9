import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import {
  attachUpgrade,
  limited,
  memoryPair,
  startWebSocketServer,
  tcpChannel,
  wsChannel,
} from "@luminarys/skill-host";

// Opens and closes a channel of each kind, and then has nothing more to do.
const timers = { pingMs: 60_000, idleMs: 600_000 };
const server = await startWebSocketServer({ path: "/", onChannel: () => {}, ...timers });
const client = await wsChannel(server.url, timers);
await limited(client, { idleMs: 600_000 }).close();
await wsChannel(server.url, timers);
await server.close();

const attached = attachUpgrade(createHttpServer(), { path: "/", onChannel: () => {} });
await attached.close();

const listener = createServer();
listener.listen(0, "127.0.0.1");
await once(listener, "listening");
const near = connect(listener.address().port, "127.0.0.1");
const [far] = await once(listener, "connection");
listener.close();
const [a, b] = [tcpChannel(near), limited(tcpChannel(far), { idleMs: 600_000 })];
const told = new Promise((resolve) => b.onClose(resolve));
await a.close();
await told;

const [left, right] = memoryPair();
await right.send("unread");
limited(left, { idleMs: 600_000 });
await right.close();
console.log("all closed");
