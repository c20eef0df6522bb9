import type { IntName, Literal, ValueType } from "../model.js";

/** The literal as a value of that type; null when it isn't one. */
export function fitLiteral(literal: Literal, type: ValueType): Literal | null {
  switch (literal.kind) {
    case "null":
      return type.nullable ? literal : null;
    case "empty":
      return type.kind === "list" ||
        type.kind === "map" ||
        type.kind === "bytes" ||
        type.kind === "record"
        ? literal
        : null;
    case "int":
      if (type.kind === "int") return inRange(literal.digits, type.name) ? literal : null;
      return type.kind === "float" ? { kind: "float", digits: literal.digits } : null;
    default:
      return literal.kind === type.kind ? literal : null;
  }
}

/** What a tag says as a value of that type; null when it isn't one. */
export function parseLiteral(text: string, type: ValueType): Literal | null {
  switch (type.kind) {
    case "string":
      return { kind: "string", value: text };
    case "bool":
      return text === "true" || text === "false" ? { kind: "bool", value: text === "true" } : null;
    case "int": {
      if (!/^-?(?:\d+|0x[\da-f]+)$/i.test(text)) return null;
      const digits = `${text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text)}`;
      return inRange(digits, type.name) ? { kind: "int", digits } : null;
    }
    case "float": {
      const fine = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
      const value = Number(text);
      return fine && Number.isFinite(value) ? { kind: "float", digits: `${value}` } : null;
    }
    default:
      return null;
  }
}

/** Whether an absent value gives the same. */
export function isZero(literal: Literal): boolean {
  switch (literal.kind) {
    case "string":
      return literal.value === "";
    case "bool":
      return !literal.value;
    case "int":
    case "float":
      return Number(literal.digits) === 0;
    default:
      return true;
  }
}

/** As in a source, and the same for the same value. */
export function literalText(literal: Literal): string {
  switch (literal.kind) {
    case "string":
      return JSON.stringify(literal.value);
    case "bool":
      return `${literal.value}`;
    case "int":
      return literal.digits;
    case "float":
      return `${Number(literal.digits)}`;
    default:
      return literal.kind;
  }
}

export function rangeOf(name: IntName): { least: bigint; most: bigint } {
  const bits = BigInt(name.slice(1));
  return name.startsWith("u")
    ? { least: 0n, most: 2n ** bits - 1n }
    : { least: -(2n ** (bits - 1n)), most: 2n ** (bits - 1n) - 1n };
}

function inRange(digits: string, name: IntName): boolean {
  const { least, most } = rangeOf(name);
  const value = BigInt(digits);
  return value >= least && value <= most;
}
