import { inspect, styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

const { NO_COLOR, FORCE_COLOR } = process.env;
const coloured = !NO_COLOR && (FORCE_COLOR ? FORCE_COLOR !== "0" : process.stdout.isTTY === true);
const paint = (format: Format) => (text: string) =>
  coloured && text !== "" ? styleText(format, text) : text;

export const title = paint("bold");
export const dim = paint("dim");
export const good = paint("green");
export const failure = paint("red");

export function bytes(count: number): string {
  return `${count.toLocaleString("en")} bytes`;
}

/** A value in one line, long texts cut. */
export function show(value: unknown): string {
  if (value instanceof Uint8Array) return `<${value.length} bytes>`;
  const options = { breakLength: Infinity, compact: true, maxStringLength: 60, depth: 4 };
  return inspect(value, options);
}
