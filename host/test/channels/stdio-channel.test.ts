import { spawn } from "node:child_process";
import { once } from "node:events";
import { PassThrough } from "node:stream";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type StdioChannelOptions, stdioChannel } from "../../channels/stdio-channel.js";
import { quiet } from "./pairs.js";

/** A channel whose other end tests write and read themselves. */
function besideText(options: Partial<StdioChannelOptions> = {}) {
  const input = new PassThrough();
  const output = new PassThrough();
  const channel = stdioChannel({ input, output, ...quiet, ...options });
  const heard: string[] = [];
  const closed = new Promise<string | undefined>((resolve) => channel.onClose(resolve));
  channel.onFrame((line) => {
    heard.push(line);
  });
  return { channel, input, output, heard, closed };
}

describe("lines", () => {
  test.each<[string, string[], string[]]>([
    ["end with a line feed", ['{"a":1}\n{"b":2}\n'], ['{"a":1}', '{"b":2}']],
    ["may end as on Windows", ["a\r\nb\r\n"], ["a", "b"]],
    ["that are blank are ignored", ["\n\r\n  \t\na\n\n"], ["a"]],
    ["count at the end without a line feed", ["a\nb"], ["a", "b"]],
    ["may come in pieces, and many at once", ["a", "b\nc\nd", "e\n"], ["ab", "c", "de"]],
    ["keep the returns inside", ["a\rb\n"], ["a\rb"]],
    ["keep what other systems take for an end", ["a\u2028b\u0085c\n"], ["a\u2028b\u0085c"]],
  ])("%s", async (_, chunks, wanted) => {
    const { input, heard, closed } = besideText();
    for (const chunk of chunks) input.write(chunk);
    input.end();
    await closed;
    expect(heard).toEqual(wanted);
  });

  test("are UTF-8, wherever they are cut", async () => {
    const { input, heard, closed } = besideText();
    for (const byte of Buffer.from("grüße 👋\n")) input.write(Buffer.of(byte));
    input.end();
    await closed;
    expect(heard).toEqual(["grüße 👋"]);
  });

  test("are written with a line feed", async () => {
    const { channel, output } = besideText();
    await channel.send('{"a":1}');
    await channel.send("grüße");
    await channel.close();
    expect(String(Buffer.concat(await output.toArray()))).toBe('{"a":1}\ngrüße\n');
  });

  test.each(["a\nb", "a\rb", "", " \t"])("that aren't one, like %j, are refused", async (frame) => {
    const { channel, output } = besideText();
    const message = "Cannot send a frame: expected one line that isn't blank";
    await expect(channel.send(frame)).rejects.toMatchObject({ code: "invalid", message });
    await channel.send("fine");
    await channel.close();
    expect(String(Buffer.concat(await output.toArray()))).toBe("fine\n");
  });

  test("longer than allowed close the channel, after those before", async () => {
    const { channel, input, heard, closed } = besideText({ maxBytes: 4 });
    input.write("abcd\néé\n12345");
    expect(await closed).toBe("Cannot read a line: it has more than 4 bytes");
    expect(heard).toEqual(["abcd", "éé"]);
    input.write("\nmore\n");
    expect(channel.closed).toBe(true);
  });
});

describe("closing", () => {
  test("ends the output", async () => {
    const { channel, output, closed } = besideText();
    const ended = once(output.resume(), "end");
    await channel.close("enough");
    expect(await closed).toBe("enough");
    await ended;
  });

  test("follows the end of the input, and what handlers answer still goes out", async () => {
    const input = new PassThrough();
    const output = new PassThrough();
    const channel = stdioChannel({ input, output, ...quiet });
    channel.onFrame((line) => channel.send(`re ${line}`));
    input.end("a\nb");
    expect(String(Buffer.concat(await output.toArray()))).toBe("re a\nre b\n");
    expect(channel.closed).toBe(true);
  });

  test("follows an output that nobody reads any more", async () => {
    const { channel, output, closed } = besideText();
    output.destroy(Object.assign(new Error("broken pipe"), { code: "EPIPE" }));
    expect(await closed).toBe("the connection was lost (EPIPE)");
    await expect(channel.send("a")).rejects.toMatchObject({ code: "closed" });
  });
});

describe("a child process", () => {
  const program = fileURLToPath(new URL("stdio-child.js", import.meta.url));
  const start = () => spawn(process.execPath, [program], { stdio: ["pipe", "pipe", "pipe"] });

  test("answers, logs beside the frames, and ends with the channel", async () => {
    const child = start();
    const logs: string[] = [];
    child.stderr.setEncoding("utf8").on("data", (text) => logs.push(text));
    const exited = once(child, "close");
    const channel = stdioChannel({ input: child.stdout, output: child.stdin, ...quiet });
    const answer = new Promise((resolve) => channel.onFrame(resolve));
    await channel.send("hello");
    expect(await answer).toBe("HELLO");
    await channel.close();
    expect(await exited).toEqual([0, null]);
    expect(logs.join("")).toBe("a log line\n");
  });

  test("may close itself, and ends though its input stays open", async () => {
    const child = start();
    const exited = once(child, "close");
    const channel = stdioChannel({ input: child.stdout, output: child.stdin, ...quiet });
    const closed = new Promise((resolve) => channel.onClose(resolve));
    await channel.send("leave");
    await closed;
    expect(await exited).toEqual([0, null]);
  });

  test("that is killed closes the channel", async () => {
    const child = start();
    const channel = stdioChannel({ input: child.stdout, output: child.stdin, ...quiet });
    const answer = new Promise((resolve) => channel.onFrame(resolve));
    await channel.send("hello");
    await answer;
    const closed = new Promise((resolve) => channel.onClose(resolve));
    child.kill("SIGKILL");
    await closed;
    await expect(channel.send("hello")).rejects.toMatchObject({ code: "closed" });
  });
});
