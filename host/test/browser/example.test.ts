import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runExample } from "../agents/example-project.js";
import { chromiumTitle, hasChromium, launchChromium } from "./chromium.js";
import { signIn } from "./visit.js";

describe.skipIf(!hasChromium)(`the agent of the examples (${chromiumTitle})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("answers on the chat page that skill-host serves", async () => {
    const url = await runExample();
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const complaints: string[] = [];
    page.on("console", (line) => line.type() === "error" && complaints.push(line.text()));
    await page.goto(`${url}/chat`);
    await signIn(page);

    await page.keyboard.type("Make pancakes for 8");
    await page.keyboard.press("Enter");

    const messages = page.getByRole("region", { name: "Messages" });
    await messages.getByText("- 500 g of flour").waitFor();
    await messages.getByText("shopping_add").click();
    await messages.getByText('"name": "eggs"').filter({ visible: true }).first().waitFor();
    expect(await page.getByRole("heading", { level: 2, name: "Make pancakes for 8" }).count()).toBe(
      1,
    );
    expect(complaints).toEqual([]);
  });
});
