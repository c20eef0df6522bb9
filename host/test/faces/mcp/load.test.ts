import { expect, test } from "vitest";
import { httpServer, openSession, post } from "./http-server.js";

/** As many as CI has time for; `LOAD=full` takes 200 clients with 50 calls each, and 20,000 sessions. */
const isFull = process.env.LOAD === "full";
const CALLS = isFull ? 50 : 5;
const SESSIONS = isFull ? 20_000 : 1000;

const echo = (id: number, text: string) => ({
  jsonrpc: "2.0",
  id,
  method: "tools/call",
  params: { name: "notes/echo", arguments: { text } },
});

test("200 clients at once each get their own answers", async () => {
  const { url, mcp, face } = await httpServer({ requestsPerSecond: 100_000 });
  const clients = Array.from({ length: 200 }, async (_, client) => {
    const session = await openSession(url);
    const wrong: string[] = [];
    for (let call = 1; call <= CALLS; call++) {
      const answer = await (await post(url, echo(call, `${client}.${call}`), session)).text();
      if (!answer.includes(`"text":"${client}.${call}|0|0|"`)) wrong.push(answer);
    }
    return wrong;
  });
  expect((await Promise.all(clients)).flat()).toEqual([]);
  expect([mcp.sessionCount, face.openCalls]).toEqual([200, 0]);
});

test("sessions of clients that never say goodbye are bounded, and newer ones are served", async () => {
  const { url, mcp, face } = await httpServer({ maxSessions: 50, requestsPerSecond: 100_000 });
  for (let opened = 0; opened < SESSIONS; opened += 20) {
    await Promise.all(Array.from({ length: 20 }, () => openSession(url)));
  }
  const session = await openSession(url);
  const answer = await (await post(url, echo(1, "still"), session)).text();
  expect(answer).toContain("still|0|0|");
  expect([mcp.sessionCount, face.listenerCount]).toEqual([50, 51]);
});
