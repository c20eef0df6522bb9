import pino from "pino";
import { describe, expect, test } from "vitest";
import { createLogPrinter, type LogPrinterOptions } from "../../log/log-printer.js";
import type { LogRecord } from "../../log/log-record.js";

const NOON_MS = Date.UTC(2026, 0, 2, 12, 0, 0, 250);

function printed(
  record: LogRecord,
  options: Partial<LogPrinterOptions> & { isTTY?: boolean } = {},
) {
  const { isTTY = false, ...rest } = options;
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const stream = { write, isTTY };
  createLogPrinter({ level: "debug", stream, env: {}, now: () => NOON_MS, ...rest })(record);
  return text;
}

const line: LogRecord = {
  level: "warn",
  message: "disk is nearly full",
  fields: { used_pct: 97.5, path: "/data" },
  skillId: "notes",
  fromSkill: true,
  requestId: "r1",
  traceId: "",
  sessionId: "s1",
  atMs: NOON_MS + 1000,
};

describe("lines for people", () => {
  const pretty = (record: LogRecord, options = {}) =>
    printed(record, { format: "pretty", ...options });

  test("have time, level, source, message and fields", () => {
    expect(pretty(line)).toBe(
      '12:00:01.250 WARN   notes  disk is nearly full  used_pct=97.5  path="/data"\n',
    );
  });

  test("of the host are told from those of skills, and get their time when they are printed", () => {
    expect(pretty({ level: "info", message: "started" })).toBe(
      "12:00:00.250 INFO   (host)  started\n",
    );
    expect(pretty({ level: "error", message: "killed", skillId: "notes" })).toBe(
      "12:00:00.250 ERROR  (host) notes  killed\n",
    );
  });

  test.each([
    ["a second line", "a\n12:00:00.250 INFO   (host)  b", "a\\n12:00:00.250 INFO   (host)  b"],
    ["a carriage return", "a\rb", "a\\rb"],
    ["colours and titles", "\x1b[31mred\x1b]0;t\x07", "\\u001b[31mred\\u001b]0;t\\u0007"],
    ["C1 controls and NUL", "\x9b2J\0\x7f", "\\u009b2J\\u0000\\u007f"],
    ["line ends of Unicode", "a\u2028b\u2029c\u0085d", "a\\u2028b\\u2029c\\u0085d"],
    ["turned writing", "a\u202eb\u2066c\u200fd", "a\\u202eb\\u2066c\\u200fd"],
    ["half a character", "a\ud800b", "a\\ud800b"],
  ])("%s in a message is escaped", (_, message, shown) => {
    expect(pretty({ ...line, fields: {}, message })).toBe(`12:00:01.250 WARN   notes  ${shown}\n`);
  });

  test("names and values of fields are escaped too", () => {
    const fields = { "a\nb": 1, "c=d": "\x1b[2J\u202e\n" };

    expect(pretty({ ...line, message: "x", fields })).toBe(
      '12:00:01.250 WARN   notes  x  "a\\nb"=1  "c=d"="\\u001b[2J\\u202e\\n"\n',
    );
  });

  test("letters of all scripts and emoji stay", () => {
    expect(pretty({ ...line, message: "Grüße 世界 👩‍👧", fields: {} })).toBe(
      "12:00:01.250 WARN   notes  Grüße 世界 👩‍👧\n",
    );
  });

  test.each([
    [{ isTTY: true, env: {} }, true],
    [{ isTTY: true, env: { NO_COLOR: "1" } }, false],
    [{ isTTY: true, env: { TERM: "dumb" } }, false],
    [{ isTTY: false, env: {} }, false],
    [{ isTTY: false, env: { FORCE_COLOR: "1" } }, true],
    [{ isTTY: true, env: { FORCE_COLOR: "0" } }, false],
  ])("are coloured for a terminal that wants it: %j", (options, isColoured) => {
    expect(pretty(line, options).includes("\x1b[33mWARN")).toBe(isColoured);
  });
});

describe("lines of JSON", () => {
  const json = (record: LogRecord) => printed(record, { format: "json" });

  test("are as pino writes them; what is empty is left out", () => {
    expect(json(line)).toBe(
      `{"level":40,"time":${NOON_MS + 1000},"name":"skill","skill":"notes","request_id":"r1","session_id":"s1","fields":{"used_pct":97.5,"path":"/data"},"msg":"disk is nearly full"}\n`,
    );
    expect(json({ level: "info", message: "started" })).toBe(
      `{"level":30,"time":${NOON_MS},"name":"host","msg":"started"}\n`,
    );
  });

  test("have pino's numbers for levels", () => {
    const levels = (["debug", "info", "warn", "error"] as const).map(
      (level) => JSON.parse(json({ level, message: "" })).level,
    );

    expect(levels).toEqual(
      ["debug", "info", "warn", "error"].map((level) => pino.levels.values[level]),
    );
  });

  test("stay one line with the message as it was", () => {
    const message = 'a\n{"level":50}\r\u2028\ud800"';

    const text = json({ ...line, message });

    expect(text.indexOf("\n")).toBe(text.length - 1);
    expect(JSON.parse(text).msg).toBe(message);
  });

  test("can't be given another level, skill or message by fields", () => {
    const fields = { level: 50, msg: "forged", skill: "other", toJSON: 1, __proto__x: 2 };

    expect(JSON.parse(json({ ...line, fields }))).toMatchObject({
      level: 40,
      msg: "disk is nearly full",
      skill: "notes",
      fields: { level: 50, msg: "forged", skill: "other" },
    });
  });
});

describe("what is printed", () => {
  const one = (level: LogRecord["level"], fromSkill: boolean): LogRecord => ({
    level,
    message: level,
    skillId: "notes",
    fromSkill,
  });

  test("lines below the level aren't", () => {
    const options = { level: "warn", format: "json" } as const;

    expect(printed(one("info", false), options)).toBe("");
    expect(printed(one("warn", false), options)).not.toBe("");
    expect(printed(one("info", true), options)).toBe("");
  });

  test("skills' lines have a level of their own", () => {
    const options = { level: "warn", skillLevel: "debug", format: "json" } as const;

    expect(printed(one("debug", true), options)).not.toBe("");
    expect(printed(one("debug", false), options)).toBe("");
    expect(printed(one("error", true), { ...options, skillLevel: "off" })).toBe("");
    expect(printed(one("error", false), { ...options, skillLevel: "off" })).not.toBe("");
  });

  test("is for people on a terminal and JSON elsewhere, unless it is told", () => {
    expect(printed(line, { isTTY: false })).toMatch(/^\{"level"/);
    expect(printed(line, { isTTY: true, env: { NO_COLOR: "1" } })).toMatch(/^12:00/);
  });
});
