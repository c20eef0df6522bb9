import { createHash } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { asks, refuses, says } from "../support/scripted-model.js";
import { chromiumTitle, hasChromium, launchChromium } from "./chromium.js";
import { background, contentWidth, focused, weakTexts } from "./in-page.js";
import { chatWith, signIn, visit, worldFor } from "./visit.js";

const token = (name: string, role: "viewer" | "operator") => ({
  name,
  role,
  sha256: createHash("sha256").update(`${name}-secret`).digest("hex"),
  mcp: [],
});

describe.skipIf(!hasChromium)(`who uses the chat page (${chromiumTitle})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("signs in with a token where the host asks for one, and is refused with a wrong one", async () => {
    const script = [says("Hello")];
    const options = { script, tokens: [token("ops", "operator")], anonymous: "viewer" } as const;
    const { page, messages, send } = await visit(browser, { world: await worldFor(options) });
    const problem = page.getByRole("alert");
    const enter = async (secret: string) => {
      await page.getByLabel("Token").fill(secret);
      await page.getByLabel("Token").press("Enter");
    };
    await page.getByLabel("Name").press("Enter");
    expect(await problem.textContent()).toBe("Say a name");
    await page.getByLabel("Name").fill("ada");

    await enter("wrong");
    await problem.getByText("Cannot connect: unknown token").waitFor();
    await enter("");
    await problem.getByText("Whoever signs in so may only look at the host.").waitFor();
    await enter("ops-secret");

    await page.getByText("Connected", { exact: true }).waitFor();
    await send("Hi");
    await messages.getByText("Hello").waitFor();
  });

  test("is remembered by the tab, and no token outlives it", async () => {
    const tokens = [token("ops", "operator")];
    const { page, world } = await visit(browser, {
      world: await worldFor({ script: [says("Hello")], tokens, anonymous: "viewer" }),
    });
    await signIn(page, { token: "ops-secret" });

    await page.reload();
    await page.getByText("Connected", { exact: true }).waitFor();
    const later = await page.context().newPage();
    await later.goto(world.url);
    expect(await later.getByLabel("Name").inputValue()).toBe("ada");
    expect(await later.getByLabel("Token").inputValue()).toBe("");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.reload();

    await page.getByRole("dialog", { name: "Sign in" }).waitFor();
  });

  test("needs no mouse", async () => {
    const script = [asks(["notes_count", {}]), says("It is 42"), says("Hello")];
    const world = await worldFor({ script });
    const { page, messages } = await visit(browser, { world });
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const atFocus = () => page.evaluate(focused);

    await page.keyboard.type("ada");
    await press("Tab", "Tab", "Enter");
    await page.getByText("Connected", { exact: true }).waitFor();
    expect(await atFocus()).toBe("message");
    await page.keyboard.type("How many?");
    await press("Shift+Enter");
    await page.keyboard.type("Tell me");
    await press("Enter");
    await messages.getByText("It is 42").waitFor();
    await page.getByRole("button", { name: "Send" }).waitFor();

    await press("Shift+Tab");
    expect(await atFocus()).toContain("notes_count");
    await press("Enter");
    await messages.getByText("42", { exact: true }).waitFor();
    await press("Shift+Tab");
    expect(await atFocus()).toBe("Messages");
    await press("Shift+Tab");
    expect(await atFocus()).toBe("sign-out");
    await press("Shift+Tab");
    expect(await atFocus()).toBe("Delete How many?");
    await press("Enter");
    expect(await atFocus()).toBe("Keep it");
    await press("Tab", "Enter");
    await page.getByText("Conversations that you begin are listed here.").waitFor();
    expect(await atFocus()).toBe("message");
    await page.keyboard.type("Hi");
    await press("Enter");
    await messages.getByText("Hello").waitFor();
  });

  test("jumps over the list of conversations to the message box", async () => {
    const { page } = await chatWith(browser, { script: [says("Hello")] });
    await page.reload();
    await page.getByText("Connected", { exact: true }).waitFor();
    await page.getByRole("link", { name: "Skip to the message box" }).focus();

    await page.keyboard.press("Enter");
    await page.keyboard.type("Hi");

    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("Hi");
  });

  test("finds its parts by their roles and names", async () => {
    const { page } = await chatWith(browser, { script: [says("Hello")] });

    const count = async (role: "navigation" | "main" | "banner" | "region" | "status") =>
      page.getByRole(role).count();
    expect(await count("navigation")).toBe(1);
    expect(await count("main")).toBe(1);
    expect(await count("banner")).toBe(1);
    expect(await count("region")).toBe(1);
    expect(await page.getByRole("status").textContent()).toBe("Connected");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    const nameless = page.locator("button:not([aria-label]):empty, input:not([id]), [role=img]");
    expect(await nameless.count()).toBe(0);
  });

  test.each(["light", "dark"] as const)("reads everything in %s", async (colorScheme) => {
    const script = [asks(["notes_count", {}], ["notes_fail", {}]), says("42"), refuses(400, "no")];
    const { page, send, messages } = await chatWith(browser, { script, context: { colorScheme } });
    await send("How many?");
    await messages.getByText("tokens in").waitFor();
    await page.getByText("notes_count").click();
    await page.getByText("notes_fail").click();
    await send("Fail");
    await messages.getByText("answered with status 400").waitFor();
    const back = await page.evaluate(background);

    expect(back).toBe({ light: "rgb(246, 247, 249)", dark: "rgb(18, 21, 28)" }[colorScheme]);
    expect(await page.evaluate(weakTexts)).toEqual([]);
    await page.getByRole("button", { name: "Delete How many?" }).click();
    expect(await page.evaluate(weakTexts)).toEqual([]);
    await page.getByRole("button", { name: "Keep it" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    expect(await page.evaluate(weakTexts)).toEqual([]);
  });

  test("would see a text that is hard to read", async () => {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.setContent('<p style="color: #999">Tea</p><p style="color: #666">Cup</p>');
    expect(await page.evaluate(weakTexts)).toEqual(["Tea: 2.85"]);
  });

  test("uses it on a phone, where conversations are a menu and nothing is cut off", async () => {
    const long = "x".repeat(300);
    const script = [asks(["notes_echo", { text: long }]), says(`It says ${long}`)];
    const context = { viewport: { width: 360, height: 640 }, hasTouch: true };
    const { page, send, messages } = await chatWith(browser, { script, context });
    const menu = page.getByRole("button", { name: "Conversations" });
    await send("Say it");
    await messages.getByText("tokens in").waitFor();
    const width = () => page.evaluate(contentWidth);
    expect(await width()).toBe(360);

    await menu.click();
    expect(await menu.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Escape");
    expect(await menu.getAttribute("aria-expanded")).toBe("false");
    await menu.click();
    await page.getByRole("button", { name: "New conversation" }).click();

    expect(await menu.getAttribute("aria-expanded")).toBe("false");
    await messages.getByText("What can I do for you?").waitFor();
    expect(await width()).toBe(360);
  });
});
