/**
 * Any MessagePack value. `kind`: 0 nil, 1 bool, 2 int, 3 float, 4 string, 5 binary, 6 array, 7 map,
 * 8 ext. A getter of another kind answers with the zero value.
 */
export class MsgValue {
  kind: u8 = 0;
  b: bool = false;
  /** The integer; when `isUnsigned`, the bits of a u64 beyond i64.MAX_VALUE. */
  i: i64 = 0;
  isUnsigned: bool = false;
  f: f64 = 0;
  s: string = "";
  /** Application type of an ext; -1 is a timestamp. */
  extType: i8 = 0;
  private _bin: Uint8Array | null = null;
  private _arr: MsgValue[] | null = null;
  private _keys: string[] | null = null;
  private _vals: MsgValue[] | null = null;
  private _keyVals: MsgValue[] | null = null;

  static nil(): MsgValue {
    return new MsgValue();
  }

  static bool(b: bool): MsgValue {
    const value = MsgValue.of(1);
    value.b = b;
    return value;
  }

  static int(i: i64): MsgValue {
    const value = MsgValue.of(2);
    value.i = i;
    return value;
  }

  static uint(i: u64): MsgValue {
    const value = MsgValue.int(i as i64);
    value.isUnsigned = value.i < 0;
    return value;
  }

  static float(f: f64): MsgValue {
    const value = MsgValue.of(3);
    value.f = f;
    return value;
  }

  static str(s: string): MsgValue {
    const value = MsgValue.of(4);
    value.s = s;
    return value;
  }

  static bin(bytes: Uint8Array): MsgValue {
    const value = MsgValue.of(5);
    value._bin = bytes;
    return value;
  }

  static array(items: MsgValue[]): MsgValue {
    const value = MsgValue.of(6);
    value._arr = items;
    return value;
  }

  /** A map without pairs: fill `keys` and `vals`, or call `setField`. */
  static map(): MsgValue {
    return MsgValue.of(7);
  }

  static ext(type: i8, data: Uint8Array): MsgValue {
    const value = MsgValue.of(8);
    value.extType = type;
    value._bin = data;
    return value;
  }

  private static of(kind: u8): MsgValue {
    const value = new MsgValue();
    value.kind = kind;
    return value;
  }

  /** Bytes of a binary or ext value. */
  get bin(): Uint8Array {
    let bytes = this._bin;
    if (bytes === null) this._bin = bytes = new Uint8Array(0);
    return bytes;
  }

  set bin(bytes: Uint8Array) {
    this._bin = bytes;
  }

  get arr(): MsgValue[] {
    let items = this._arr;
    if (items === null) this._arr = items = [];
    return items;
  }

  set arr(items: MsgValue[]) {
    this._arr = items;
  }

  /** Keys of a map; one that isn't a string shows as "" here and as itself in `keyVals`. */
  get keys(): string[] {
    let keys = this._keys;
    if (keys === null) this._keys = keys = [];
    return keys;
  }

  set keys(keys: string[]) {
    this._keys = keys;
  }

  get vals(): MsgValue[] {
    let vals = this._vals;
    if (vals === null) this._vals = vals = [];
    return vals;
  }

  set vals(vals: MsgValue[]) {
    this._vals = vals;
  }

  /** Keys of a map as values. Setting it makes these the keys that are encoded. */
  get keyVals(): MsgValue[] {
    const given = this._keyVals;
    if (given !== null && given.length == this.vals.length) return given;
    const keys = this.keys;
    const values = new Array<MsgValue>(keys.length);
    for (let i = 0; i < keys.length; i++) values[i] = MsgValue.str(keys[i]);
    return values;
  }

  set keyVals(values: MsgValue[]) {
    this._keyVals = values;
  }

  getStr(): string {
    return this.kind == 4 ? this.s : "";
  }

  /** An int, or a float cut to an integer; a value beyond the range of i64 gives its nearest end. */
  getInt(): i64 {
    if (this.kind == 2) return this.isUnsigned ? i64.MAX_VALUE : this.i;
    if (this.kind != 3 || this.f != this.f) return 0;
    if (this.f >= 9223372036854775808.0) return i64.MAX_VALUE;
    return this.f < -9223372036854775808.0 ? i64.MIN_VALUE : (this.f as i64);
  }

  /** A non-negative int up to u64.MAX_VALUE; 0 for everything else. */
  getU64(): u64 {
    return this.kind == 2 && (this.isUnsigned || this.i >= 0) ? (this.i as u64) : 0;
  }

  getFloat(): f64 {
    if (this.kind == 3) return this.f;
    if (this.kind != 2) return 0;
    return this.isUnsigned ? (this.i as u64 as f64) : (this.i as f64);
  }

  /** A bool, or whether an int isn't 0. */
  getBool(): bool {
    return this.kind == 1 ? this.b : this.kind == 2 && this.i != 0;
  }

  getBytes(): Uint8Array {
    return this.kind == 5 ? this.bin : new Uint8Array(0);
  }

  getArrayLen(): i32 {
    return this.kind == 6 ? this.arr.length : 0;
  }

  /** The element at `index`, or nil. */
  getIndex(index: i32): MsgValue {
    return index >= 0 && index < this.getArrayLen() ? this.arr[index] : MsgValue.nil();
  }

  /** The value under a string key, or nil. */
  getField(key: string): MsgValue {
    const at = this.indexOf(key);
    return at < 0 ? MsgValue.nil() : this.vals[at];
  }

  hasField(key: string): bool {
    return this.indexOf(key) >= 0;
  }

  /** Sets the value under a string key. */
  setField(key: string, value: MsgValue): void {
    const at = this.indexOf(key);
    if (at >= 0) {
      this.vals[at] = value;
      return;
    }
    const given = this._keyVals;
    if (given !== null) given.push(MsgValue.str(key));
    this.keys.push(key);
    this.vals.push(value);
  }

  private indexOf(key: string): i32 {
    if (this.kind != 7) return -1;
    const given = this._keyVals;
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] == key && (given === null || given[i].kind == 4)) return i;
    }
    return -1;
  }

  /** Whether this is a timestamp: ext type -1 of 4, 8 or 12 bytes. */
  get isTimestamp(): bool {
    const size = this.bin.length;
    return this.kind == 8 && this.extType == -1 && (size == 4 || size == 8 || size == 12);
  }

  /** Seconds of a timestamp since 1970-01-01 UTC; 0 when it isn't one. */
  get seconds(): i64 {
    if (!this.isTimestamp) return 0;
    const data = this.bin.dataStart;
    const size = this.bin.length;
    if (size == 4) return bswap<u32>(load<u32>(data));
    if (size == 8) return bswap<u64>(load<u64>(data)) & 0x3ffffffff;
    return bswap<u64>(load<u64>(data, 4));
  }

  /** Nanoseconds of a timestamp within its second; 0 when it isn't one. */
  get nanoseconds(): u32 {
    if (!this.isTimestamp || this.bin.length == 4) return 0;
    const data = this.bin.dataStart;
    if (this.bin.length == 8) return (bswap<u64>(load<u64>(data)) >> 34) as u32;
    return bswap<u32>(load<u32>(data));
  }
}
