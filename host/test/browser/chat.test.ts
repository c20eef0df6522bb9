import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asks, part, refuses, says } from "../support/scripted-model.js";
import { chromiumTitle, hasChromium, launchChromium } from "./chromium.js";
import { chatWith, signIn, visit } from "./visit.js";

/** Resolves when the test lets the endpoint go on. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe.skipIf(!hasChromium)(`the chat page (${chromiumTitle})`, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchChromium();
  });
  afterAll(() => browser.close());

  test("shows text while it is said, and what it cost", async () => {
    const { opened, open } = gate();
    const script = [says("Tea ", "grows", opened, " in the hills")];
    const { send, messages, page, strangers } = await chatWith(browser, { script });

    await send("Where does tea grow?");

    await messages.getByText("Where does tea grow?").waitFor();
    await messages.getByText("Tea grows", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Stop" }).isVisible()).toBe(true);
    open();
    await messages.getByText("Tea grows in the hills", { exact: true }).waitFor();
    await messages.getByText("10 tokens in, 5 out").waitFor();
    expect(await page.getByRole("button", { name: "Send" }).isVisible()).toBe(true);
    expect(await page.locator("#announcer").textContent()).toBe("Tea grows in the hills");
    expect(strangers).toEqual([]);
  });

  test("shows tools with input, output and duration, between what is said", async () => {
    const looking = asks(["notes_echo", { text: "tea" }], ["notes_read", { path: "/etc/passwd" }]);
    const first = { ...looking, pieces: [part({ content: "Let me see" }), ...looking.pieces] };
    const script = [first, says("There is tea")];
    const { send, messages, page } = await chatWith(browser, { script });

    await send("What is there?");

    await messages.getByText("There is tea").waitFor();
    const items = await messages.getByRole("listitem").allInnerTexts();
    expect(items.map((text) => text.replace(/\d+ ms|\d+\.\d s/g, "T").split(/\n+/))).toEqual([
      ["You:", "What is there?"],
      ["Agent:", "Let me see"],
      ["✓", "notes_echo", 'text: "tea"', "T"],
      ["✕", "notes_read", 'path: "/etc/passwd"', "failed · T"],
      ["Agent:", "There is tea"],
      ["30 tokens in, 8 out"],
    ]);
    await page.getByText("notes_read").click();
    await messages.getByText('{\n  "path": "/etc/passwd"\n}').waitFor();
    await messages.getByText(/Hint: set permissions\.fs\.enabled to true/).waitFor();
  });

  test("shows text as text, whoever wrote it", async () => {
    const attack = '<img src=x onerror="document.title = 1"><script>document.title = 1</script>';
    const script = [asks(["notes_echo", { text: attack }]), says(attack)];
    const { send, messages, page } = await chatWith(browser, { script });

    await send(attack);

    await messages.getByText("30 tokens in").waitFor();
    expect(await messages.getByText(attack).count()).toBeGreaterThanOrEqual(2);
    expect(await page.locator("main img, main script, nav img, nav script").count()).toBe(0);
    expect(await page.title()).toBe(`${attack} · skill-host`);
  });

  test("lists conversations, goes from one to another and begins new ones", async () => {
    const script = [says("It is tea"), says("It is coffee"), says("Tea again")];
    const { send, messages, page, world } = await chatWith(browser, { script });
    await send("First");
    await messages.getByText("It is tea").waitFor();
    await page.getByRole("button", { name: "New conversation" }).click();
    await send("Second");
    await messages.getByText("It is coffee").waitFor();

    const list = page.getByRole("navigation", { name: "Conversations" }).getByRole("listitem");
    await expect.poll(() => list.allInnerTexts()).toEqual(["Second\njust now", "First\njust now"]);
    await page.getByRole("button", { name: /^First/ }).click();
    await messages.getByText("It is tea").waitFor();
    await send("And now?");
    await messages.getByText("Tea again").waitFor();
    await page.reload();
    await messages.getByText("Tea again").waitFor();
    expect(await page.getByRole("heading", { level: 2, name: "First" }).isVisible()).toBe(true);
    expect(world.endpoint.requests.at(-1)?.body.messages.length).toBe(3);
  });

  test("deletes a conversation once the user is sure", async () => {
    const { send, messages, page } = await chatWith(browser, { script: [says("It is tea")] });
    await send("First");
    await messages.getByText("tokens in").waitFor();
    const remove = page.getByRole("button", { name: "Delete First" });

    await remove.click();
    await page.getByRole("button", { name: "Keep it" }).click();
    expect(await remove.count()).toBe(1);
    await remove.click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();

    await page.getByText("Conversations that you begin are listed here.").waitFor();
    expect(await messages.getByText("It is tea").count()).toBe(0);
    await page.reload();
    await page.getByText("Conversations that you begin are listed here.").waitFor();
  });

  test("stops an answer, and what was said stays", async () => {
    const { opened } = gate();
    const script = [says("Once upon", opened), says("Hello")];
    const { send, messages, page, message } = await chatWith(browser, { script });
    await send("Tell me a story");
    await messages.getByText("Once upon").waitFor();

    await message.press("Escape");

    await messages.getByText("Stopped").waitFor();
    await send("Hi");
    await messages.getByText("Hello").waitFor();
    await page.reload();
    await messages.getByText("Hello").waitFor();
    expect(await messages.getByText("Once upon").count()).toBe(1);
  });

  test("says why an answer failed, and goes on", async () => {
    const script = [refuses(400, "too long"), says("Hello")];
    const { send, messages } = await chatWith(browser, { script });

    await send("Hi");

    const reason = 'Cannot ask model "small-1": its endpoint answered with status 400: too long';
    await messages.getByText(reason).waitFor();
    await send("Again");
    await messages.getByText("Hello").waitFor();
  });

  test("connects again when the server comes back, with all that was said", async () => {
    const { send, messages, page, world, message } = await chatWith(browser, {
      script: [says("It is tea"), says("Still tea")],
    });
    await send("First");
    await messages.getByText("tokens in").waitFor();
    await message.fill("Second");

    await world.stop();
    await page.getByText("Connection lost, trying again").waitFor();
    expect(await page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await message.press("Enter");
    expect(await message.inputValue()).toBe("Second");
    await world.restart();

    await page.getByText("Connected", { exact: true }).waitFor();
    await messages.getByText("It is tea").waitFor();
    await message.press("Enter");
    await messages.getByText("Still tea").waitFor();
  });

  test("says of an answer that broke with the server, and shows what was said", async () => {
    const { opened } = gate();
    const script = [says("Once upon", opened), says("Hello")];
    const { send, messages, page, world } = await chatWith(browser, { script });
    await send("Tell me a story");
    await messages.getByText("Once upon").waitFor();

    await world.stop();
    await page.getByText("Connection lost, trying again").waitFor();
    await world.restart();

    await page.getByText("Connected", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send" }).waitFor();
    await messages.getByText("Once upon").waitFor();
    await send("Hi");
    await messages.getByText("Hello").waitFor();
  });

  test("goes on with an answer whose connection broke in the middle", async () => {
    const { opened, open } = gate();
    const looking = asks(["notes_count", {}]);
    const script = [says("Once ", opened, "upon a time"), looking, says("Hello")];
    const { send, messages, page, world } = await chatWith(browser, { script });
    await send("Tell me a story");
    await messages.getByText("Once").waitFor();

    await world.drop();
    await page.getByText("Connection lost, trying again").waitFor();
    open();

    await messages.getByText("Once upon a time", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send" }).waitFor();
    expect(await messages.getByText("Once").count()).toBe(1);
    expect(await messages.locator('[data-tone="error"]').count()).toBe(0);
    await send("Hi");
    await messages.getByText("Hello").waitFor();
  });

  test("joins an answer that goes on while it is loaded again", async () => {
    const { opened, open } = gate();
    const looking = asks(["notes_count", {}]);
    const first = { ...looking, pieces: [part({ content: "Let me see" }), ...looking.pieces] };
    const script = [first, says("It is ", opened, "42")];
    const { send, messages, page } = await chatWith(browser, { script });
    await send("How many?");
    await messages.getByText("It is").waitFor();

    await page.reload();
    await messages.getByText("Let me see").waitFor();
    open();

    await messages.getByText("It is 42", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Send" }).waitFor();
    expect(await messages.getByText("Let me see").count()).toBe(1);
    expect(await messages.getByText("notes_count").count()).toBe(1);
  });

  test("shows what another page of the same user asks", async () => {
    const script = [says("It is tea"), says("It is coffee")];
    const { send, messages, page, world } = await chatWith(browser, { script });
    await send("First");
    await messages.getByText("tokens in").waitFor();
    const other = await visit(browser, { world });
    await signIn(other.page);
    await other.page.getByRole("button", { name: /^First/ }).click();
    await other.messages.getByText("It is tea").waitFor();

    await other.send("And coffee?");

    await messages.getByText("It is coffee").waitFor();
    await messages.getByText("And coffee?").waitFor();
    expect(await page.getByRole("button", { name: "Send" }).isVisible()).toBe(true);
  });

  test("shows nobody what another user asks", async () => {
    const { send, messages, world } = await chatWith(browser, { script: [says("It is tea")] });
    await send("First");
    await messages.getByText("tokens in").waitFor();

    const other = await visit(browser, { world });
    await signIn(other.page, { name: "bob" });

    await other.page.getByText("Conversations that you begin are listed here.").waitFor();
    expect(await other.page.getByText("First").count()).toBe(0);
  });

  test("lets one choose the agent that a conversation begins with", async () => {
    const { send, messages, page } = await chatWith(browser, {
      script: [says("Hello")],
      agents: ["main", "research"],
    });

    await page.getByLabel("Agent").selectOption("research");
    await messages.getByText("Messages go to the agent “research”.").waitFor();
    await send("Hi");

    await messages.getByText("Hello").waitFor();
    expect(await page.getByLabel("Agent").isDisabled()).toBe(true);
    expect(await page.getByLabel("Agent").inputValue()).toBe("research");
  });
});
