import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { asks, says } from "../support/scripted-model.js";
import { chromiumTitle, hasChromium, launchChromium } from "./chromium.js";
import { minimalClientLines } from "./in-page.js";
import { worldFor } from "./visit.js";

const fixture = new URL("../faces/gateway/fixtures/minimal-client.js", import.meta.url);
const client = readFileSync(fixture, "utf8");
const script = [asks(["notes_echo", { text: "tea" }]), says("Two ", "teas")];

describe.skipIf(!hasChromium)(`the minimal client (${chromiumTitle})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  /** A world whose server also has the client on a page of its own. */
  const open = () =>
    worldFor({ script, pages: { "/client": `<!doctype html><script>${client}</script>` } });
  const linesOf = async (url: string, gatewayUrl: string) => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(new URL("/client", url).href);
    const gateway = new URL("/ws", gatewayUrl).href.replace("http", "ws");
    return page.evaluate(minimalClientLines, gateway);
  };

  test("of the published protocol works as it is, without a token, and meets an agent", async () => {
    const { url } = await open();
    expect(await linesOf(url, url)).toEqual([
      "connected as web_client_1, protocol 3",
      "agent started",
      'tool notes_echo {"text":"tea"}',
      'result "tea|0|0|"',
      "chunk Two ",
      "chunk Two teas",
      "agent completed",
      "response Two teas (8 tokens)",
      "disconnected",
    ]);
  });

  test("is refused on a page of another server", async () => {
    const [own, other] = [await open(), await open()];
    expect(await linesOf(other.url, own.url)).toEqual(["error", "disconnected"]);
    expect((await linesOf(own.url, own.url)).length).toBe(9);
  });
});
