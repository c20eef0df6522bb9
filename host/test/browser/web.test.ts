import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { runExample } from "../faces/web/example-project.js";
import { chromiumTitle, hasChromium, launchChromium } from "./chromium.js";

describe.skipIf(!hasChromium)(`routes and the browser (${chromiumTitle})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  async function visit(url: string) {
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(url);
    return { context, page };
  }

  test("EventSource shows the clock ticking", async () => {
    const { url } = await runExample("clock");
    const { page } = await visit(url);
    await page.getByText("connected", { exact: true }).waitFor();
    const time = page.locator("#time");
    await expect.poll(() => time.textContent()).toMatch(/\d:\d\d:\d\d/);
    const first = await time.textContent();
    await expect.poll(() => time.textContent(), { timeout: 5000 }).not.toBe(first);
    expect(await (await fetch(`${url}/watchers`)).text()).toBe("1");
  });

  test("the form adds a note, and the page shows it with text as text", async () => {
    const { url } = await runExample("notes-api");
    const { page } = await visit(url);
    await page.getByLabel("Text").fill("<b>tea</b>");
    await page.getByLabel("Tag").fill("shop");
    await page.getByRole("button", { name: "Add" }).click();
    await page.getByText("<b>tea</b> #shop").waitFor();
    expect(page.url()).toBe(`${url}/`);
    await page.getByRole("button", { name: "Remove" }).click();
    await expect.poll(() => page.getByRole("listitem").count()).toBe(0);
  });

  test("the session's cookie is HttpOnly, Lax and for all paths, and no script reads it", async () => {
    const { url } = await runExample("notes-api");
    const { context, page } = await visit(url);
    const [cookie, ...more] = await context.cookies();
    expect(more).toEqual([]);
    expect(cookie).toMatchObject({
      name: "_sid",
      value: expect.stringMatching(/^[\da-f-]{36}$/),
      path: "/",
      httpOnly: true,
      sameSite: "Lax",
      secure: false,
      expires: -1,
    });
    expect(await page.evaluate("document.cookie")).toBe("");
    await page.reload();
    expect(await context.cookies()).toEqual([cookie]);
  });

  test("a cookie that a page has planted is replaced", async () => {
    const { url } = await runExample("notes-api");
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const planted = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    await context.addCookies([{ name: "_sid", value: planted, url }]);
    const page = await context.newPage();
    await page.goto(url);
    const values = (await context.cookies()).map(({ value }) => value);
    expect(values).toHaveLength(1);
    expect(values).not.toContain(planted);
  });

  test("another site's page can't add a note, and its link comes with the session", async () => {
    const { url } = await runExample("notes-api");
    const { page } = await visit(url);
    const elsewhere = url.replace("127.0.0.1", "localhost");
    await page.goto(elsewhere);
    await page.setContent(`
      <form method="post" action="${url}/api/notes"><input name="text" value="planted">
      <button>Send</button></form><a href="${url}/">Notes</a>`);
    const [answer] = await Promise.all([
      page.waitForResponse(`${url}/api/notes`),
      page.getByRole("button", { name: "Send" }).click(),
    ]);
    expect(answer.status()).toBe(403);
    await page.goto(elsewhere);
    await page.setContent(`<a href="${url}/">Notes</a>`);
    await page.getByRole("link").click();
    await page.getByLabel("Text").waitFor();
    expect(await page.getByRole("listitem").count()).toBe(0);
  });
});
