import type { Described } from "../describe.js";
import {
  encodeArrayHeader,
  encodeBool,
  encodeMapHeader,
  encodeNumber,
  encodeText,
} from "./bytes.js";

const hexBytes = Array.from(
  { length: 256 },
  (_, byte) => `0x${byte.toString(16).padStart(2, "0")}, `,
);

/** The descriptor's bytes as source lines: one field a line, its text behind it as YAML. */
export function printDescriptor(descriptor: Described): string[] {
  const lines: Line[] = [];
  addValue(descriptor, { lines, bytes: "", label: "", depth: 0 });
  return lines.map(({ bytes, text }) => `${bytes}// ${text}`);
}

interface Line {
  /** As they are printed. */
  readonly bytes: string;
  readonly text: string;
}

interface Target {
  readonly lines: Line[];
  /** Bytes that come before the value on its line. */
  readonly bytes: string;
  /** Text before the value, without its indentation. */
  readonly label: string;
  readonly depth: number;
}

function addValue(value: Described, target: Target): void {
  if (Array.isArray(value)) addArray(value, target);
  else if (typeof value === "object" && value !== null) addMap(value as Fields, target);
  else addLine(target, { bytes: hex(encodeScalar(value)), text: showScalar(value) });
}

type Fields = { readonly [key: string]: Described | undefined };

function addMap(fields: Fields, { lines, bytes, label, depth }: Target): void {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  const item = label.endsWith("- ");
  const header = hex(encodeMapHeader(entries.length));
  if (label !== "" && !item) addLine({ lines, bytes, label, depth }, { bytes: header, text: "" });
  let before = label === "" || item ? bytes + header : "";
  if (entries.length === 0 && item) {
    addLine({ lines, bytes: before, label, depth }, { bytes: "", text: "{}" });
  }
  const inner = label === "" ? 0 : depth + 1;
  for (const [index, [key, value]] of entries.entries()) {
    const first = item && index === 0;
    addValue(value ?? null, {
      lines,
      bytes: before + hex(encodeText(key)),
      label: `${first ? label : ""}${showKey(key)}: `,
      depth: first ? depth : inner,
    });
    before = "";
  }
}

function addArray(items: readonly Described[], { lines, bytes, label, depth }: Target): void {
  const header = hex(encodeArrayHeader(items.length));
  addLine({ lines, bytes, label, depth }, { bytes: header, text: items.length === 0 ? "[]" : "" });
  const inner = label.startsWith("- ") ? depth + 1 : depth;
  for (const item of items) addValue(item, { lines, bytes: "", label: "- ", depth: inner + 1 });
}

function addLine({ lines, bytes, label, depth }: Target, value: Line): void {
  const text = `${"  ".repeat(depth)}${label}${value.text}`.trimEnd();
  lines.push({ bytes: bytes + value.bytes, text });
}

function hex(bytes: readonly number[]): string {
  let text = "";
  for (const byte of bytes) text += hexBytes[byte];
  return text;
}

type Scalar = string | number | bigint | boolean | null;

function encodeScalar(value: Described): number[] {
  if (typeof value === "string") return encodeText(value);
  if (typeof value === "boolean") return encodeBool(value);
  if (typeof value === "number" || typeof value === "bigint") return encodeNumber(value);
  return [0xc0];
}

function showScalar(value: Described): string {
  return typeof value === "string" ? quote(value) : `${value as Scalar}`;
}

function showKey(key: string): string {
  return /^\w+$/.test(key) ? key : quote(key);
}

/** Escapes what ends a line of source or turns its direction around. */
export function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u2028-\u202e\u2066-\u2069\u007f-\u009f]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
