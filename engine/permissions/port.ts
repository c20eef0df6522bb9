import type { Part } from "../cores/glob/parse.js";
import { authorityParts } from "./host-pattern.js";

/** A port of a pattern: a number, or a pattern over numbers. Throws a SyntaxError. */
export function parsePort(text: string): Part[] {
  const isNumber = /^\d+$/.test(text);
  if (isNumber ? !isPort(text) : !/[*?[{]/.test(text)) {
    throw new SyntaxError(`"${text}" is no port from 1 to 65535, nor "*"`);
  }
  return authorityParts(text);
}

/** Whether the text is a port in its only spelling. */
export function isPort(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 65535;
}
