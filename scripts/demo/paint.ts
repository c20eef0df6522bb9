import { inspect, styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

const coloured = process.stdout.isTTY === true && !process.env.NO_COLOR;
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
