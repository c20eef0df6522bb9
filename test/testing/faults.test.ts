import { createMockHost, type MockHost, type Scenario } from "@luminarys/sdk-as/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { faultySource } from "./faulty-skill.js";

let skill: Uint8Array;

beforeAll(async () => {
  skill = (await buildSkill(faultySource)).wasm;
});

function prepare(host: MockHost): void {
  host.fs.write("/data/a", "12345");
  host.tcp.on("chat:9000").accept();
}

describe("the next call of a function", () => {
  test("fails once, and the one after it doesn't", () => {
    const host = createMockHost({ skill });
    prepare(host);
    host.faults.next("fs_read", "not_found");
    expect(host.call("careful").error).toBe(
      "Cannot call fs_read: a fault was injected (not_found)",
    );
    expect(host.call("careful").value).toBe(5);
    expect(host.faults.injected.map(({ name, kind, index }) => [name, kind, index])).toEqual([
      ["fs_read", "not_found", 1],
    ]);
  });

  test("takes its connection along when it is reset", () => {
    const host = createMockHost({ skill });
    prepare(host);
    host.faults.next("tcp_write", "reset");
    expect(host.call("talk").error).toBe("Cannot call tcp_write: the peer reset the connection");
    expect(host.connections.map(({ isOpen }) => isOpen)).toEqual([false]);
    expect(host.events.map(({ method, payload }) => [method, payload])).toEqual([
      [
        "on_data",
        { conn_id: "tcp-1", error_kind: "reset", error_msg: "the connection failed (reset)" },
      ],
    ]);
  });

  test("is told when it was never made", () => {
    const host = createMockHost({ skill });
    host.faults.next("tcp_write", "reset").at(7, "timeout");
    expect(host.unused()).toEqual([
      'host.faults.next("tcp_write", "reset")',
      'host.faults.at(7, "timeout")',
    ]);
  });
});

test.each([
  ["fs_reed", 'unknown host function "fs_reed". Hint: did you mean "fs_read"?'],
  ["fsRead", 'unknown host function "fsRead". Hint: did you mean "fs_read"?'],
  ["fs.readLines", 'unknown host function "fs.readLines". Hint: did you mean "fs_read_lines"?'],
  ["http.get", 'unknown host function "http.get". Hint: did you mean "http_request"?'],
  ["llm.prompt", 'unknown host function "llm.prompt". Hint: did you mean "prompt_complete"?'],
  ["__proto__", 'unknown host function "__proto__", expected one such as fs_read'],
  [undefined, "expected the name of a host function, found nothing"],
])("what is no host function is refused: %s", (name, reason) => {
  const host = createMockHost({ skill });
  const wrong = name as "fs_read";
  const refused = (action: string) => new TypeError(`Cannot ${action}: ${reason}`);
  expect(() => host.faults.next(wrong)).toThrow(refused("make a host call fail"));
  expect(() => host.faults.campaign(scenarioOfNothing, { calls: [wrong] })).toThrow(TypeError);
  expect(host.unused()).toEqual([]);
});

const scenarioOfNothing: Scenario = () => {};

describe("a campaign", () => {
  const scenarioOf =
    (...methods: string[]): Scenario =>
    (host) => {
      prepare(host);
      for (const method of methods) host.call(method);
    };

  test("passes a skill that answers every fault with an error", () => {
    const report = createMockHost({ skill }).faults.campaign(scenarioOf("careful", "careful"));
    expect([report.runs, report.failures, report.text]).toEqual([4, [], ""]);
    report.demandNone();
  });

  test("finds a throw, and the line that repeats it", () => {
    const host = createMockHost({ skill, seed: 7 });
    const kinds = ["not_found"] as const;
    const report = host.faults.campaign(scenarioOf("careful", "careless"), { kinds });
    expect(report.failures.length).toBe(1);
    expect(report.text).toMatch(
      /^host call 2, fs_read, failed with not_found: "careless" throws instead of answering with an error: can't be.*\n {2}host\.faults\.campaign\(scenario, \{ seed: 7, only: "2:not_found" \}\)$/,
    );
    const repeat = { seed: 7, only: "2:not_found" };
    const again = host.faults.campaign(scenarioOf("careful", "careless"), repeat);
    expect([again.runs, again.failures]).toEqual([1, report.failures]);
    expect(() => report.demandNone()).toThrow(
      /^Cannot pass the campaign: 1 of 2 faults are handled badly\nhost call 2/,
    );
  });

  test("finds a state that is lost", () => {
    const report = createMockHost({ skill }).faults.campaign(scenarioOf("forget", "forget"), {
      kinds: ["unavailable"],
    });
    expect(report.failures.map(({ index, problem, message }) => [index, problem, message])).toEqual(
      [[2, "lost_state", 'the state of session "" is lost: 1 bytes replace 5']],
    );
  });

  test("finds a connection that stays open", () => {
    const report = createMockHost({ skill }).faults.campaign(scenarioOf("talk"));
    expect(report.runs).toBe(9);
    expect(report.failures.map(({ name, kind, message }) => [name, kind, message])).toEqual([
      ["tcp_write", "unavailable", "tcp-1 stay open, 0 without the fault"],
    ]);
  });

  test("tries as many faults as it may, chosen by the seed", () => {
    const host = createMockHost({ skill });
    const scenario = scenarioOf("talk", "careless");
    const run = (seed: number) => host.faults.campaign(scenario, { seed, maxRuns: 4 });
    expect(run(1).runs).toBe(4);
    expect(run(1)).toMatchObject({ failures: run(1).failures });
  });

  test("that repeats a fault which no report names is refused", () => {
    const { faults } = createMockHost({ skill });
    for (const only of ["3:reset", "0:reset", "x", "1:"]) {
      expect(() => faults.campaign(scenarioOf("careful", "careful"), { only })).toThrow(
        `Cannot repeat fault "${only}": expected one such as "1:reset", of 2 host calls`,
      );
    }
  });

  test("that tries nothing doesn't pass", () => {
    const { faults } = createMockHost({ skill });
    const report = faults.campaign(scenarioOf("careful"), { calls: ["http_get"] });
    expect([report.runs, report.failures]).toEqual([0, []]);
    expect(() => report.demandNone()).toThrow(
      "Cannot pass the campaign: no fault was tried. Hint: let the scenario make host calls, those of `calls` among them",
    );
  });

  test("of a scenario that gives a promise is refused", () => {
    const { faults } = createMockHost({ skill });
    expect(() => faults.campaign(async (host) => scenarioOf("careful")(host))).toThrow(
      "Cannot play the scenario: it gave a promise, expected it to be synchronous",
    );
  });

  test("throws what its scenario throws without any fault", () => {
    const { faults } = createMockHost({ skill });
    expect(() => faults.campaign((host) => void host.call("careless"))).toThrow("can't be");
  });
});
