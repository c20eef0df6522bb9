import type { ByteSequence } from "./byte-sequence.js";

/** More would make a search slow at places where much can be tried. */
const MAX_PATHS = 64;
const MAX_SOURCE = 600;
const MAX_REPEAT = 16;

/** What all matches of an expression have in common. */
export interface Shape {
  /** Whether `begin` is all of it. */
  readonly isWhole: boolean;
  /** How each match begins and ends. */
  readonly begin: ByteSequence;
  readonly end: ByteSequence;
  /** The rarest that each match holds. */
  readonly rarest: ByteSequence;
}

const nothing: ByteSequence = { source: "", paths: 1, bits: 0 };

/** Matches nothing but the empty text. */
export const emptyShape = wholeShape(nothing);
/** May match anything. */
export const anyShape: Shape = { isWhole: false, begin: nothing, end: nothing, rarest: nothing };

export function wholeShape(sequence: ByteSequence): Shape {
  return { isWhole: true, begin: sequence, end: sequence, rarest: sequence };
}

/** One behind the other. */
export function concatShapes(a: Shape, b: Shape): Shape {
  const joined = join(a.end, b.begin);
  if (a.isWhole && b.isWhole && joined) return wholeShape(joined);
  return {
    isWhole: false,
    begin: a.isWhole ? (joined ?? a.begin) : a.begin,
    end: b.isWhole ? (joined ?? b.end) : b.end,
    rarest: rarestOf(a.rarest, b.rarest, joined ?? nothing),
  };
}

/** Either of them. */
export function choiceOfShapes(shapes: readonly Shape[]): Shape {
  const [only] = shapes;
  if (only && shapes.length === 1) return only;
  const whole = shapes.every(({ isWhole }) => isWhole) ? choose(shapes.map((s) => s.begin)) : null;
  if (whole) return wholeShape(whole);
  return { ...anyShape, rarest: choose(shapes.map((s) => s.rarest)) ?? nothing };
}

export function repeatShape(shape: Shape, { min, max }: { min: number; max: number }): Shape {
  if (min === 0 && max === 1) return choiceOfShapes([shape, emptyShape]);
  if (min === 0) return anyShape;
  let times = 1;
  let repeated = shape;
  while (times < Math.min(min, MAX_REPEAT) && repeated.isWhole) {
    const longer = concatShapes(repeated, shape);
    if (!longer.isWhole) break;
    repeated = longer;
    times++;
  }
  return times === max ? repeated : { ...repeated, isWhole: false };
}

function join(a: ByteSequence, b: ByteSequence): ByteSequence | undefined {
  const paths = a.paths * b.paths;
  const source = a.source + b.source;
  if (paths > MAX_PATHS || source.length > MAX_SOURCE) return undefined;
  return { source, paths, bits: a.bits + b.bits };
}

/** Undefined when that were too many. One that is empty makes the choice worth nothing. */
function choose(options: readonly ByteSequence[]): ByteSequence | undefined {
  const paths = options.reduce((sum, option) => sum + option.paths, 0);
  const source = `(?:${options.map((option) => option.source).join("|")})`;
  if (paths > MAX_PATHS || source.length > MAX_SOURCE) return undefined;
  const bits = Math.min(...options.map((option) => option.bits)) - Math.log2(options.length);
  return { source, paths, bits: Math.max(0, bits) };
}

function rarestOf(...sequences: readonly ByteSequence[]): ByteSequence {
  return sequences.reduce((a, b) => (b.bits > a.bits ? b : a));
}
