import { JsonScanner } from "./json-scanner";
import { MAX_DEPTH } from "./msgpack/fault";
import { MsgValue } from "./msgpack/value";
import { parseDouble } from "./parse-double";

/** From so many keys on they are looked up by a map. */
const FEW_KEYS = 8;

/** Reads any JSON text. Stops at the first thing that is none. */
export class JsonParser extends JsonScanner {
  value: MsgValue = MsgValue.nil();
  private depth: i32 = 0;

  constructor(json: string) {
    super(json, "JSON");
  }

  parse(): void {
    this.value = this.parseValue();
    this.expectEnd();
    if (this.hasFailed) this.value = MsgValue.nil();
  }

  private parseValue(): MsgValue {
    this.skipSpace();
    if (this.hasFailed) return MsgValue.nil();
    const char = this.next;
    if (char == 0x22) return MsgValue.str(this.parseString());
    if (char == 0x7b || char == 0x5b) return this.parseNested(char);
    if (char == 0x2d || isDigit(char)) return this.parseNumber();
    if (this.takesWord("true")) return MsgValue.bool(true);
    if (this.takesWord("false")) return MsgValue.bool(false);
    if (!this.takesWord("null")) this.refuse("a value");
    return MsgValue.nil();
  }

  private parseNested(opening: i32): MsgValue {
    if (this.depth == MAX_DEPTH) {
      this.refuse("no more than " + MAX_DEPTH.toString() + " levels");
      return MsgValue.nil();
    }
    this.depth++;
    this.at++;
    const value = opening == 0x7b ? this.parseObject() : this.parseArray();
    this.depth--;
    return value;
  }

  private parseArray(): MsgValue {
    const items: MsgValue[] = [];
    if (!this.takes(0x5d)) {
      do items.push(this.parseValue());
      while (this.takes(0x2c));
      this.expect(0x5d);
    }
    return MsgValue.array(items);
  }

  private parseObject(): MsgValue {
    const map = MsgValue.map();
    let places: Map<string, i32> | null = null;
    if (this.takes(0x7d)) return map;
    do {
      const key = this.parseString();
      this.expect(0x3a);
      const value = this.parseValue();
      if (this.hasFailed) return map;
      if (places === null && map.keys.length == FEW_KEYS) places = placesOf(map.keys);
      if (places === null) map.setField(key, value);
      else setAt(map, places, key, value);
    } while (this.takes(0x2c));
    this.expect(0x7d);
    return map;
  }

  private parseNumber(): MsgValue {
    const from = this.at;
    const isNegative = this.next == 0x2d;
    if (isNegative) this.at++;
    const first = this.at;
    const starts = this.next;
    this.skipDigits();
    if (starts == 0x30 && this.at > first + 1) this.at = first + 1;
    let isWhole = true;
    if (this.next == 0x2e) {
      isWhole = false;
      this.at++;
      this.skipDigits();
    }
    if (!this.hasFailed && (this.next | 0x20) == 0x65) {
      isWhole = false;
      this.at++;
      if (this.next == 0x2b || this.next == 0x2d) this.at++;
      this.skipDigits();
    }
    if (this.hasFailed) return MsgValue.nil();
    const integer = isWhole ? this.integer(first, isNegative) : null;
    return integer === null
      ? MsgValue.float(parseDouble(this.json.substring(from, this.at)))
      : integer;
  }

  /** At least one. */
  private skipDigits(): void {
    if (!isDigit(this.next)) this.refuse("a digit");
    while (isDigit(this.next)) this.at++;
  }

  /** The digits from `first` on, or null when they are beyond i64 and u64, or -0. */
  private integer(first: i32, isNegative: bool): MsgValue | null {
    let value: u64 = 0;
    for (let i = first; i < this.at; i++) {
      const digit = (this.json.charCodeAt(i) - 0x30) as u64;
      if (value > (u64.MAX_VALUE - digit) / 10) return null;
      value = value * 10 + digit;
    }
    if (!isNegative) return MsgValue.uint(value);
    if (value == 0 || value > (i64.MIN_VALUE as u64)) return null;
    return MsgValue.int(-(value as i64));
  }

  private takesWord(word: string): bool {
    if (!this.json.startsWith(word, this.at)) return false;
    this.at += word.length;
    return true;
  }
}

function isDigit(char: i32): bool {
  return char >= 0x30 && char <= 0x39;
}

function placesOf(keys: string[]): Map<string, i32> {
  const places = new Map<string, i32>();
  for (let i = 0; i < keys.length; i++) places.set(keys[i], i);
  return places;
}

/** Of keys that come twice the last one counts. */
function setAt(map: MsgValue, places: Map<string, i32>, key: string, value: MsgValue): void {
  if (places.has(key)) {
    map.vals[places.get(key)] = value;
    return;
  }
  places.set(key, map.keys.length);
  map.keys.push(key);
  map.vals.push(value);
}
