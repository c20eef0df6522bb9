import { FAULT_CHOICE, FAULT_DEPTH, FAULT_END, FAULT_MISSING, FAULT_RANGE, FAULT_UTF8, typeName } from "./fault";
import { Reader } from "./reader";
import {
  AT_OFFSET,
  DOT,
  EXPECTED,
  FOUND,
  HEX,
  INVALID_UTF8,
  MISSING,
  ONE_OF,
  OPEN,
  OPEN_QUOTE,
  THE_END,
  TOO_DEEP,
} from "./texts.gen";
import { Writer } from "./writer";

// Single characters: as strings they'd take 36 bytes each.
const QUOTE: u32 = 0x22;
const PARENTHESIS: u32 = 0x29;
const MINUS: u32 = 0x2d;
const BRACKET: u32 = 0x5b;

/**
 * Writes where and why `r` failed, behind "Cannot decode" and what was read. Ends the use of `r`: the
 * path is found by walking the bytes again, so that reading needn't keep track of it.
 */
export function explain(r: Reader, out: Writer): void {
  const fault = r.fault;
  const wanted = r.wanted;
  const at = r.faultAt;
  const begin = r.begin;
  const limit = r.limit;
  r.reset(begin, limit - begin);
  const isNamed = writePath(r, at, out);
  if (fault == FAULT_MISSING) {
    out.ascii(isNamed ? DOT : OPEN_QUOTE);
    out.literal(wanted);
  }
  if (isNamed || fault == FAULT_MISSING) out.rawByte(QUOTE);
  out.ascii(AT_OFFSET);
  out.decimal(at - begin);
  if (fault == FAULT_MISSING) return out.ascii(MISSING);
  if (fault == FAULT_DEPTH) return out.ascii(TOO_DEEP);
  r.reset(at, limit - at);
  out.ascii(FOUND);
  writeFound(r, fault, out);
  out.ascii(EXPECTED);
  if (fault != FAULT_CHOICE) return out.ascii(wanted);
  out.ascii(ONE_OF);
  out.literal(wanted);
}

/** Writes keys and indices that lead to address `at`, with a quote before; false when there are none. */
function writePath(r: Reader, at: usize, out: Writer): bool {
  let isNamed = false;
  while (r.address != at) {
    const isMap = r.isMap();
    let left = isMap ? r.map() : r.array();
    for (let i = 0; ; i++) {
      if (left-- == 0) return isNamed;
      if (isMap) r.nextKey();
      const start = r.address;
      if (start > at) return isNamed;
      r.skip();
      if (!r.failed && r.address <= at) continue;
      if (isMap || !isNamed) out.ascii(isNamed ? DOT : OPEN_QUOTE);
      if (isMap) r.copyKey(out);
      else {
        out.rawByte(BRACKET);
        out.decimal(i);
        out.rawByte(BRACKET + 2);
      }
      isNamed = true;
      r.reset(start, r.limit - start);
      break;
    }
  }
  return isNamed;
}

/** Writes what stands at the start of `r`. */
function writeFound(r: Reader, fault: i32, out: Writer): void {
  if (fault == FAULT_END) return out.ascii(THE_END);
  if (fault == FAULT_UTF8) return out.ascii(INVALID_UTF8);
  if (fault == FAULT_RANGE) {
    const value = r.found;
    const isNegative = value < 0 && !r.unsigned;
    if (isNegative) out.rawByte(MINUS);
    return out.decimal(isNegative ? -value : value);
  }
  if (fault == FAULT_CHOICE) {
    out.rawByte(QUOTE);
    r.nextKey();
    r.copyKey(out);
    return out.rawByte(QUOTE);
  }
  const head = <u32>load<u8>(r.address);
  out.ascii(HEX);
  writeHexDigit(head >> 4, out);
  writeHexDigit(head & 15, out);
  out.ascii(OPEN);
  out.ascii(typeName(head));
  out.rawByte(PARENTHESIS);
}

function writeHexDigit(digit: u32, out: Writer): void {
  out.rawByte(digit < 10 ? 48 + digit : 87 + digit);
}
