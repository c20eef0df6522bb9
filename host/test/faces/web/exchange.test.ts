import { ManualClock } from "@luminarys/sdk-as/engine";
import { describe, expect, test } from "vitest";
import { Exchange, type WebSend } from "../../../faces/web/exchange.js";

const nothing: WebSend = {
  exchange: "",
  status: 0,
  headers: [],
  body: new Uint8Array(0),
  redirect: "",
  write: new Uint8Array(0),
  end: false,
};
const large = { ...nothing, write: new Uint8Array(64 * 1024) };
const timeoutMs = 30_000;

/** An exchange whose client has got a head and reads nothing. */
async function openExchange() {
  const clock = new ManualClock(0);
  const exchange = new Exchange({
    id: "exchange-1",
    isHead: false,
    clock,
    client: new AbortController(),
    finish: (lines) => lines,
    onOver: () => {},
  });
  exchange.send(large, { timeoutMs });
  const response = await exchange.response;
  const reader = response.body?.getReader();
  const read = async () => (await reader?.read())?.value?.length;
  return { exchange, clock, read, reader };
}

const outcome = async (sending: void | Promise<void>) => {
  try {
    await sending;
    return "sent";
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return `${code}: ${message}`;
  }
};

describe("a client that takes nothing", () => {
  test("holds the next write back until it has taken what went before", async () => {
    const { exchange, read } = await openExchange();
    let isSent = false;
    const sending = outcome(exchange.send(large, { timeoutMs })).then(() => (isSent = true));
    await Promise.resolve();
    expect(isSent).toBe(false);
    expect(await read()).toBe(64 * 1024);
    await sending;
    expect(await read()).toBe(64 * 1024);
  });

  test("is waited for as long as the call may take, and then nothing was sent", async () => {
    const { exchange, clock, read } = await openExchange();
    const sending = outcome(exchange.send(large, { timeoutMs: 2000 }));
    clock.advance(2000);
    expect(await sending).toBe(
      "timeout: Cannot answer the HTTP request: the client took nothing for 2000 ms",
    );
    exchange.send({ ...nothing, end: true }, { timeoutMs });
    expect([await read(), await read()]).toEqual([64 * 1024, undefined]);
  });

  test("doesn't hold back the end", async () => {
    const { exchange } = await openExchange();
    expect(await outcome(exchange.send({ ...nothing, end: true }, { timeoutMs }))).toBe("sent");
    expect(exchange.isOver).toBe(true);
  });

  test("that leaves lets go who waits for it, with code closed", async () => {
    const { exchange, reader } = await openExchange();
    const sending = outcome(exchange.send(large, { timeoutMs }));
    await reader?.cancel();
    const left = "closed: Cannot answer the HTTP request: the client has left";
    expect(await sending).toBe(left);
    expect(await outcome(attempt(() => exchange.send(large, { timeoutMs })))).toBe(left);
  });
});

test("an answer that breaks off fails whoever reads it, where no connection can be broken", async () => {
  const { exchange, reader } = await openExchange();
  exchange.fail({ status: 500, headers: [], body: new Uint8Array(0) });
  await expect(reader?.closed).rejects.toThrow(new Error("The answer broke off"));
});

async function attempt(run: () => void | Promise<void>): Promise<void> {
  await run();
}
