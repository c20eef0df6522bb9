import { ManualClock } from "@luminarys/sdk-as/engine";
import { expect, test } from "vitest";
import type { ParkedCall } from "../../../faces/mcp/parking.js";
import { Parking } from "../../../faces/mcp/parking.js";
import { httpClient, httpServer } from "./http-server.js";

/** A call that counts how often it is cancelled. */
function waitingCall(owner: string): { parked: ParkedCall; cancelled: () => number } {
  let count = 0;
  const call = { cancel: () => void count++ } as ParkedCall["call"];
  const question = {
    prompt: { prompt: "", temperature: 0, max_tokens: 0 },
  } as ParkedCall["question"];
  return { parked: { call, question, owner }, cancelled: () => count };
}

function park(most = 2) {
  const clock = new ManualClock();
  return { clock, parking: new Parking({ clock, most, keepMs: 1000 }) };
}

test("a call is taken once, by its owner only", () => {
  const { parking } = park();
  const { parked, cancelled } = waitingCall("ada");
  const state = parking.park(parked) ?? "";
  expect(parking.take(state, "eve")).toBeUndefined();
  expect(parking.take(state, "ada")).toBe(parked);
  expect(parking.take(state, "ada")).toBeUndefined();
  expect(parking.take("absent", "ada")).toBeUndefined();
  expect([parking.size, cancelled()]).toEqual([0, 0]);
});

test("a call whose client doesn't come back is given up", () => {
  const { parking, clock } = park();
  const { parked, cancelled } = waitingCall("ada");
  const state = parking.park(parked) ?? "";
  clock.advance(999);
  expect([parking.size, cancelled()]).toEqual([1, 0]);
  clock.advance(1);
  expect([parking.size, cancelled(), parking.take(state, "ada")]).toEqual([0, 1, undefined]);
});

test("one that was taken isn't given up", () => {
  const { parking, clock } = park();
  const { parked, cancelled } = waitingCall("ada");
  parking.take(parking.park(parked) ?? "", "ada");
  clock.advance(10_000);
  expect(cancelled()).toBe(0);
});

test("no more are kept than there is room for, and all end at the end", () => {
  const { parking } = park(2);
  const calls = ["a", "b", "c"].map(waitingCall);
  const states = calls.map(({ parked }) => parking.park(parked));
  expect(states.map((state) => typeof state)).toEqual(["string", "string", "undefined"]);
  parking.close();
  expect([parking.size, ...calls.map(({ cancelled }) => cancelled())]).toEqual([0, 1, 1, 0]);
});

test("a call that finds no room ends with an error, and the skill goes on", async () => {
  const { url, face } = await httpServer({ faceOptions: { maxParked: 0 } });
  const client = await httpClient(url, { modern: true });
  const ask = { name: "notes/ask", arguments: { prompt: "?" } };
  expect(await client.callTool(ask)).toMatchObject({
    isError: true,
    content: [
      { type: "text", text: "Cannot ask the client's model: too many calls wait for theirs" },
    ],
  });
  const { structuredContent } = await client.callTool({ name: "notes/count" });
  expect([structuredContent, face.openCalls]).toEqual([{ result: 42 }, 0]);
});
