import { beforeAll, describe, expect, test } from "vitest";
import type { RawHost } from "../support/raw-host.js";
import { openSurface } from "./surface.js";

let host: RawHost;

beforeAll(async () => {
  host = await openSurface();
});

describe("headers of JSON", () => {
  test.each([
    ["", []],
    ["  \n", []],
    ["{}", []],
    [" { } ", []],
    ['{"A":"1"}', [["A", "1"]]],
    [
      '{"Z":"1","A":"2","Z":"3"}',
      [
        ["Z", "1"],
        ["A", "2"],
        ["Z", "3"],
      ],
    ],
    [
      '\t{ "a" : "b" ,\r\n "c" : "" }\n',
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    [String.raw`{"q":"\"\\\/\b\f\n\r\t"}`, [["q", '"\\/\b\f\n\r\t']]],
    [String.raw`{"u":"\u0041\u00e9\u6f22\ud83d\ude00"}`, [["u", "Aé漢😀"]]],
    [String.raw`{"\u004b":"v"}`, [["K", "v"]]],
    ['{"größe":"漢字 😀"}', [["größe", "漢字 😀"]]],
  ])("%j", (json, want) => {
    expect(host.value("headers", { json })).toEqual(["", "", ...want]);
    expect(host.value("count_headers", { json })).toBe(want.length);
  });

  test.each([
    ["{", "expected a string at offset 1"],
    ["[]", 'expected "{" at offset 0'],
    ["null", 'expected "{" at offset 0'],
    ['{"a":1}', "expected a string at offset 5"],
    ['{"a":null}', "expected a string at offset 5"],
    ['{"a":["b"]}', "expected a string at offset 5"],
    ['{"a":{}}', "expected a string at offset 5"],
    ['{"a"}', 'expected ":" at offset 4'],
    ['{"a":"b"', 'expected "}" at offset 8'],
    ['{"a":"b",}', "expected a string at offset 9"],
    ['{"a":"b" "c":"d"}', 'expected "}" at offset 9'],
    ['{"a":"b"} x', "expected the end at offset 10"],
    ['{a:"b"}', "expected a string at offset 1"],
    ["{'a':'b'}", "expected a string at offset 1"],
    ['{"a":"b', "expected the end of the string at offset 7"],
    ['{"a":"b\nc"}', "expected the end of the string at offset 7"],
    [String.raw`{"a":"\x41"}`, "expected a JSON escape at offset 6"],
    [String.raw`{"a":"\u00g1"}`, "expected a hexadecimal digit at offset 10"],
    ['{"a":"\\', "expected a JSON escape at offset 6"],
    ['{"a":"\\u00', "expected a hexadecimal digit at offset 10"],
  ])("%j is refused", (json, reason) => {
    const message = `Cannot parse headers: ${reason}`;
    expect(host.value("headers", { json })).toEqual([message, "invalid"]);
    expect(() => host.value("count_headers", { json })).toThrow(new Error(message));
  });
});
