import { createMockHost } from "@luminarys/sdk-as/testing";
import { expect, test } from "vitest";
import skill from "../assembly?skill";
import { tour } from "./tour.js";

const manifest = new URL("../manifest.yaml", import.meta.url);

const createHost = () => createMockHost({ skill, manifest });

test("a client gets an event stream that begins at once and stays open", () => {
  const stream = createHost().web.request("GET", "/ticks");
  expect([stream.status, stream.header("content-type")]).toEqual([200, "text/event-stream"]);
  expect([stream.texts, stream.isOpen]).toEqual([["retry: 2000\n\n"], true]);
});

test("it ticks once a second, with the time", () => {
  const host = createHost();
  const stream = host.web.request("GET", "/ticks");
  host.clock.advance(2000);
  expect(stream.texts.slice(1)).toEqual([
    "id: 1767225601\nevent: tick\ndata: 2026-01-01T00:00:01Z\n\n",
    "id: 1767225602\nevent: tick\ndata: 2026-01-01T00:00:02Z\n\n",
  ]);
});

test("everybody who watches gets the same ticks, whenever they came", () => {
  const host = createHost();
  const early = host.web.request("GET", "/ticks");
  host.clock.advance(1500);
  const late = host.web.request("GET", "/ticks");
  host.clock.advance(1000);
  expect([early.texts.length, late.texts.length]).toEqual([3, 2]);
  expect(late.texts.at(-1)).toBe(early.texts.at(-1));
});

test("who has left is forgotten, and without anybody the clock stands still", () => {
  const host = createHost();
  const [one, other] = [host.web.request("GET", "/ticks"), host.web.request("GET", "/ticks")];
  host.clock.advance(1000);
  expect(host.call("watchers").value).toBe(2);
  one.leave();
  host.clock.advance(1000);
  expect(host.call("watchers").value).toBe(1);
  expect([one.texts.length, other.texts.length]).toEqual([2, 3]);
  other.leave();
  host.runUntilIdle();
  expect(host.call("watchers").value).toBe(0);
});

test("it goes on for whoever comes after everybody had left", () => {
  const host = createHost();
  host.web.request("GET", "/ticks").leave();
  host.runUntilIdle();
  const stream = host.web.request("GET", "/ticks");
  host.clock.advance(1000);
  expect(stream.texts).toHaveLength(2);
});

test("HEAD tells what there is, and begins nothing", () => {
  const host = createHost();
  const head = host.web.request("HEAD", "/ticks");
  expect([head.header("content-type"), head.text]).toEqual(["text/event-stream", ""]);
});

test("the tour leaves nobody behind", () => {
  const host = createHost();
  tour(host);
  expect(host.call("watchers").value).toBe(0);
});
