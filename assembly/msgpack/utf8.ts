// UTF-8 <-> UTF-16 on raw memory, a 64-bit word at a time where a word holds eight ASCII bytes or four
// two-byte characters. Sizes are counted first, so that each text is written once, to its exact place.

const HIGH_BITS: u64 = 0x8080808080808080;
const WIDE_BITS: u64 = 0xff80ff80ff80ff80;
const LANE_TOPS: u64 = 0x8000800080008000;

/** Four ASCII bytes (in the low half) to four UTF-16 units. */
// @ts-ignore: decorator
@inline
function widen(bytes: u64): u64 {
  const pairs = (bytes | (bytes << 16)) & 0x0000ffff0000ffff;
  return (pairs | (pairs << 8)) & 0x00ff00ff00ff00ff;
}

/** Four ASCII units to four bytes. */
// @ts-ignore: decorator
@inline
function narrow(units: u64): u32 {
  const pairs = (units | (units >> 8)) & 0x0000ffff0000ffff;
  return (pairs | (pairs >> 16)) as u32;
}

/** The top bit of each 16-bit lane in which a bit of `mask` is set; `mask` spares the top bits. */
// @ts-ignore: decorator
@inline
function lanesWith(units: u64, mask: u64): u64 {
  return (((units & mask) + mask) | units) & LANE_TOPS;
}

/** UTF-16 units of the text in `[ptr, end)`, at least as many as its valid prefix decodes to. */
function countUnits(ptr: usize, end: usize): usize {
  let units = end - ptr;
  while (end - ptr >= 8) {
    const word = load<u64>(ptr);
    const next = word << 1;
    const high = word & HIGH_BITS;
    // Continuation bytes add none, the lead bytes of four-byte characters add two.
    units -= <usize>popcnt(high & ~next);
    units += <usize>popcnt(high & next & (word << 2) & (word << 3));
    ptr += 8;
  }
  for (; ptr < end; ptr++) {
    const byte = load<u8>(ptr);
    if ((byte & 0xc0) == 0x80) units--;
    else if (byte >= 0xf0) units++;
  }
  return units;
}

/**
 * Decodes `[ptr, end)` to UTF-16 in `[to, room)`, which has `countUnits` of room; false when it's
 * malformed. Whole words are stored, and only as far advanced as their characters were of one kind.
 */
function decodeInto(to: usize, room: usize, ptr: usize, end: usize): bool {
  while (ptr < end) {
    if (end - ptr >= 8 && room - to >= 16) {
      const word = load<u64>(ptr);
      const high = word & HIGH_BITS;
      if ((high & 0x80) == 0) {
        store<u64>(to, widen(word & 0xffffffff));
        store<u64>(to, widen(word >> 32), 8);
        const run = (ctz(high) as usize) >> 3;
        ptr += run;
        to += run << 1;
        continue;
      }
      const leads = (word & 0x001e001e001e001e) + 0x001e001e001e001e;
      const odd = ((word ^ 0x80c080c080c080c0) & 0xc0e0c0e0c0e0c0e0) | (~leads & 0x0020002000200020);
      if ((odd & 0xffff) == 0) {
        store<u64>(to, ((word & 0x001f001f001f001f) << 6) | ((word >> 8) & 0x003f003f003f003f));
        if (odd == 0) {
          ptr += 8;
          to += 8;
          continue;
        }
        const run = ((ctz(odd) as usize) >> 3) & ~1;
        ptr += run;
        to += run;
        continue;
      }
    }
    const lead = <u32>load<u8>(ptr);
    let size: u32 = 1;
    let point = lead;
    if (lead >= 0x80) {
      size = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
      if (end - ptr < size) return false;
      point = decodePoint(ptr, lead, size);
      if (point == 0) return false;
    }
    ptr += size;
    if (point >= 0x10000) {
      store<u16>(to, 0xd7c0 + (point >> 10));
      point = 0xdc00 | (point & 0x3ff);
      to += 2;
    }
    store<u16>(to, point);
    to += 2;
  }
  return true;
}

/** The code point of the multi-byte character at `ptr`; 0 when it's malformed, overlong or a surrogate. */
function decodePoint(ptr: usize, lead: u32, size: u32): u32 {
  let point = lead & (0x7f >> size);
  let rest: u32 = 0;
  for (let i: u32 = 1; i < size; i++) {
    const byte = <u32>load<u8>(ptr + i) ^ 0x80;
    rest |= byte;
    point = (point << 6) | byte;
  }
  const least: u32 = size == 2 ? 0x80 : size == 3 ? 0x800 : 0x10000;
  const isOdd = rest > 0x3f || lead < 0xc0 || lead > 0xf4 || point < least || point > 0x10ffff;
  return isOdd || (point & 0xfffff800) == 0xd800 ? 0 : point;
}

/**
 * Makes a string of the `size` bytes at `ptr` and returns its address, 0 when they aren't valid UTF-8.
 * As a managed value it would cost shadow stack.
 */
export function decodeUtf8(ptr: usize, size: usize): usize {
  if (size == 0) return changetype<usize>("");
  const end = ptr + size;
  if (size < 8 || (load<u64>(ptr) & HIGH_BITS) == 0) {
    // ASCII, as it seems. Whether it is, is looked at once, behind the loops.
    const ascii = __new(size << 1, idof<string>());
    if (widenInto(ascii, ptr, end)) return ascii;
  }
  const room = countUnits(ptr, end) << 1;
  const text = __new(room, idof<string>());
  return decodeInto(text, text + room, ptr, end) ? text : 0;
}

/** As `decodeUtf8`, as a string or null. */
export function decodeString(ptr: usize, size: usize): string | null {
  return changetype<string | null>(decodeUtf8(ptr, size));
}

/** Widens `[ptr, end)` to UTF-16 at `to`; false when it wasn't ASCII. */
function widenInto(to: usize, ptr: usize, end: usize): bool {
  let seen: u64 = 0;
  for (; end - ptr >= 8; ptr += 8, to += 16) {
    const word = load<u64>(ptr);
    seen |= word;
    store<u64>(to, widen(word & 0xffffffff));
    store<u64>(to, widen(word >> 32), 8);
  }
  for (; ptr < end; ptr++, to += 2) {
    const byte = <u64>load<u8>(ptr);
    seen |= byte;
    store<u16>(to, byte);
  }
  return (seen & HIGH_BITS) == 0;
}

// @ts-ignore: decorator
@inline
function isPair(at: usize, end: usize): bool {
  return end - at > 2 && (load<u32>(at) & 0xfc00fc00) == 0xdc00d800;
}

/**
 * Writes the UTF-16 text `[at, end)` as UTF-8 and returns where it ends; a lone surrogate becomes U+FFFD.
 * At `to` there's room for three bytes a unit and eight more.
 */
export function encodeUtf8(at: usize, end: usize, to: usize): usize {
  while (at < end) {
    if (end - at >= 16) {
      const word = load<u64>(at);
      const next = load<u64>(at, 8);
      if (((word | next) & WIDE_BITS) == 0) {
        store<u32>(to, narrow(word));
        store<u32>(to, narrow(next), 4);
        at += 16;
        to += 8;
        continue;
      }
      const wide = word & WIDE_BITS;
      if ((wide & 0xffff) == 0) {
        store<u32>(to, narrow(word));
        const run = (ctz(wide) as usize) >> 4;
        at += run << 1;
        to += run;
        continue;
      }
      const odd = (word & 0xf800f800f800f800) | (lanesWith(word, 0x7f807f807f807f80) ^ LANE_TOPS);
      if ((odd & 0xffff) == 0) {
        const low = (word & 0x003f003f003f003f) << 8;
        store<u64>(to, ((word >> 6) & 0x001f001f001f001f) | low | 0x80c080c080c080c0);
        if (odd == 0) {
          at += 8;
          to += 8;
          continue;
        }
        const run = ((ctz(odd) as usize) >> 3) & ~1;
        at += run;
        to += run;
        continue;
      }
    }
    let point = <u32>load<u16>(at);
    if (isPair(at, end)) {
      at += 2;
      point = (point << 10) + <u32>load<u16>(at) - 0x35fdc00;
    }
    at += 2;
    to = encodePoint(point, to);
  }
  return to;
}

/** Writes a character, U+FFFD for a surrogate, and returns where it ends. */
function encodePoint(point: u32, to: usize): usize {
  if (point < 0x80) {
    store<u8>(to, point);
    return to + 1;
  }
  if ((point & 0xfffff800) == 0xd800) point = 0xfffd;
  const more: u32 = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  for (let i = more; i > 0; i--) {
    store<u8>(to + i, 0x80 | (point & 0x3f));
    point >>= 6;
  }
  store<u8>(to, (0xf80 >> more) | point);
  return to + more + 1;
}

/**
 * Whether the `size` bytes at `ptr` spell the ASCII string at `name`, given by its address: as a managed
 * value it would cost shadow stack.
 */
export function isAscii(name: usize, ptr: usize, size: u32): bool {
  // The length in bytes stands in front of a string.
  if (load<u32>(name - 4) != size << 1) return false;
  for (let i: u32 = 0; i < size; i++) {
    if (load<u16>(name + (i << 1)) != load<u8>(ptr + i)) return false;
  }
  return true;
}
