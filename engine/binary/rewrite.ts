import { ByteSource, leb128 } from "./byte-source.js";
import type { ModuleShape, Section } from "./shape.js";

const TABLE = 4;
const MEMORY = 5;
const EXPORT = 7;
const START = 8;
const FUNCTION = 0;

/** Most elements of a table: more functions than the largest programs have. */
export const TABLE_ELEMENTS = 500_000;

/**
 * A copy of the module whose memory ends at `maxPages`, whose tables end at TABLE_ELEMENTS and whose
 * start function is an export named `startName` instead: called by the host, it can be served and its
 * failures can be told.
 */
export function rewriteModule(
  bytes: Uint8Array,
  shape: ModuleShape,
  { maxPages, startName }: { maxPages: number; startName: string },
): Uint8Array {
  const [memory] = shape.memories;
  const parts: (Uint8Array | number[])[] = [];
  let copied = 0;
  const replace = (id: number, content: number[] | Uint8Array | undefined) => {
    const section = shape.sections.get(id) as Section;
    parts.push(bytes.subarray(copied, section.from));
    if (content) parts.push([id, ...leb128(content.length)], content);
    copied = section.to;
  };
  if (shape.tables.length > 0) {
    const tables = shape.tables.flatMap(({ type, min, max = TABLE_ELEMENTS }) => {
      return [type, 1, ...leb128(min), ...leb128(Math.max(min, Math.min(max, TABLE_ELEMENTS)))];
    });
    replace(TABLE, [...leb128(shape.tables.length), ...tables]);
  }
  if (memory) {
    const max = Math.min(memory.max ?? maxPages, maxPages);
    replace(MEMORY, [1, 1, ...leb128(memory.min), ...leb128(max)]);
  }
  if (shape.start !== undefined && shape.sections.has(EXPORT)) {
    replace(EXPORT, withExport(bytes, shape, startName));
    replace(START, undefined);
  }
  parts.push(bytes.subarray(copied));
  return join(parts);
}

function withExport(bytes: Uint8Array, shape: ModuleShape, name: string): Uint8Array {
  const { content, to } = shape.sections.get(EXPORT) as Section;
  const source = new ByteSource(bytes, content, to);
  const count = source.u32();
  const text = new TextEncoder().encode(name);
  const entry = [...leb128(text.length), ...text, FUNCTION, ...leb128(shape.start as number)];
  return join([leb128(count + 1), bytes.subarray(source.offset, to), entry]);
}

function join(parts: ArrayLike<number>[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
