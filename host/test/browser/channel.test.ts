import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attachUpgrade } from "../../channels/attach-upgrade.js";
import { chromiumTitle, hasChromium, launchChromium } from "./chromium.js";
import { echoes, ending } from "./in-page-channel.js";

describe.skipIf(!hasChromium)(`channels of pages (${chromiumTitle})`, () => {
  let browser: Browser;
  let page: Page;
  /** The page's own. */
  let server: Server;
  let url: string;
  /** By what channels at the server's end were closed. */
  const reasons: (string | undefined)[] = [];

  beforeAll(async () => {
    const entryPoints = [fileURLToPath(new URL("../../browser.ts", import.meta.url))];
    const bundle = { bundle: true, write: false, format: "iife", globalName: "channels" } as const;
    const { outputFiles } = await build({ ...bundle, entryPoints, platform: "browser" });
    server = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
      response.end(`<!doctype html><script>${outputFiles[0]?.text}</script>`);
    });
    attachUpgrade(server, {
      path: "/echo",
      onChannel: (channel) => {
        channel.onFrame((frame) => channel.send(frame));
        channel.onClose((reason) => reasons.push(reason));
      },
    });
    attachUpgrade(server, {
      path: "/leave",
      onChannel: (channel) => void channel.close("closed for today", 1013),
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await launchChromium();
    page = await browser.newPage();
    await page.goto(`http://${url}/`);
  });

  afterAll(async () => {
    await browser.close();
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  });

  test("carry text, bytes and 10,000 frames both ways, and close with a reason", async () => {
    expect(await page.evaluate(echoes, `ws://${url}/echo`)).toEqual({
      text: "grüße",
      bytes: [1, 2, 255],
      inOrder: true,
      closed: true,
      afterwards: "closed",
    });
    expect(reasons).toEqual(["enough"]);
  });

  test("hear why the server closed", async () => {
    expect(await page.evaluate(ending, `ws://${url}/leave`)).toBe("closed for today");
  });

  test("of another site are refused", async () => {
    const { port } = server.address() as AddressInfo;
    const elsewhere = await browser.newPage();
    await elsewhere.goto(`http://localhost:${port}/`);
    const refused = `unavailable: Cannot connect to "ws://${url}/echo"`;
    expect(await elsewhere.evaluate(ending, `ws://${url}/echo`)).toBe(refused);
    await elsewhere.close();
  });

  test("learn that nothing is at a path", async () => {
    const refused = `unavailable: Cannot connect to "ws://${url}/none"`;
    expect(await page.evaluate(ending, `ws://${url}/none`)).toBe(refused);
  });
});
