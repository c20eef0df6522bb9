import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { openPage, type PageOptions, type PageWorld } from "./page-world.js";

/** A busy machine's browser is slow; a test ends before its own limit, and says where it waited. */
const PATIENCE_MS = 90_000;

export interface Visit {
  readonly page: Page;
  readonly world: PageWorld;
  readonly message: Locator;
  readonly messages: Locator;
  /** Writes a message and sends it. */
  send(text: string): Promise<void>;
  /** Of servers other than the page's. */
  readonly strangers: readonly string[];
}

/** Opens a world for the length of a test. */
export async function worldFor(options: PageOptions): Promise<PageWorld> {
  const world = await openPage(options);
  onTestFinished(() => world.close());
  return world;
}

/** Opens the page in a browser of its own; what it complains of fails the test. */
export async function visit(
  browser: Browser,
  { world, ...options }: BrowserContextOptions & { world: PageWorld },
): Promise<Visit> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on("pageerror", (error) => void complaints.push(error.message));
  page.on("console", (line) => {
    // Chromium tells of every connection that a server didn't take.
    const isLost = line.text().startsWith("WebSocket connection to");
    if (line.type() === "error" && !isLost) complaints.push(line.text());
  });
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(world.url).origin) strangers.push(request.url());
  });
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([]);
  });
  await page.goto(world.url);
  const message = page.getByRole("textbox", { name: "Message" });
  return {
    page,
    world,
    message,
    messages: page.getByRole("region", { name: "Messages" }),
    strangers,
    send: async (text) => {
      await message.fill(text);
      await message.press("Enter");
    },
  };
}

/** Signs in and waits until the page can be used. */
export async function signIn(page: Page, { name = "ada", token = "" } = {}): Promise<void> {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Token").fill(token);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Connected", { exact: true }).waitFor();
}

/** A world, the page of it, and a user who has signed in. */
export async function chatWith(
  browser: Browser,
  options: PageOptions & { context?: BrowserContextOptions },
): Promise<Visit> {
  const { context = {}, ...more } = options;
  const visited = await visit(browser, { world: await worldFor(more), ...context });
  await signIn(visited.page);
  return visited;
}
