import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startWebSocketServer } from "../../channels/start-web-socket-server.js";
import { wsChannel } from "../../channels/ws-channel.js";
import { quiet } from "./pairs.js";

test("a program that has closed its channels ends by itself", async () => {
  const program = fileURLToPath(new URL("closing-program.js", import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "close");
  expect(await text(child.stdout)).toBe("all closed\n");
  expect(await exited).toEqual([0, null]);
});

test("500 connections, one after the other, leave nothing behind", async () => {
  const open = new Set<unknown>();
  const server = await startWebSocketServer({
    path: "/",
    ...quiet,
    onChannel: (channel) => {
      open.add(channel);
      channel.onFrame((frame) => channel.send(frame));
      channel.onClose(() => open.delete(channel));
    },
  });
  const handles = () => process.getActiveResourcesInfo().filter((each) => each === "TCPSocketWrap");
  const before = handles().length;
  for (let i = 0; i < 500; i++) {
    const channel = await wsChannel(server.url);
    await channel.send("x");
    await channel.close();
  }
  await server.close();
  expect(open.size).toBe(0);
  expect(handles().length).toBe(before);
});
