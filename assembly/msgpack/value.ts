/**
 * Any MessagePack value. `kind` is one of the `KIND_` numbers. A getter of another kind answers with
 * the zero value.
 */
export class MsgValue {
  /** Nothing. */
  static readonly KIND_NIL: u8 = 0;
  /** A boolean. */
  static readonly KIND_BOOL: u8 = 1;
  /** An integer. */
  static readonly KIND_INT: u8 = 2;
  /** A float. */
  static readonly KIND_FLOAT: u8 = 3;
  /** A string. */
  static readonly KIND_STR: u8 = 4;
  /** Bytes. */
  static readonly KIND_BIN: u8 = 5;
  /** An array. */
  static readonly KIND_ARRAY: u8 = 6;
  /** A map. */
  static readonly KIND_MAP: u8 = 7;
  /** An ext: an application type and its bytes. */
  static readonly KIND_EXT: u8 = 8;

  /** Which kind of value it is, such as `MsgValue.KIND_STR`. */
  kind: u8 = 0;
  /** The boolean. */
  b: bool = false;
  /** The integer; when `isUnsigned`, the bits of a u64 beyond i64.MAX_VALUE. */
  i: i64 = 0;
  /** Whether `i` holds the bits of a u64. */
  isUnsigned: bool = false;
  /** The float. */
  f: f64 = 0;
  /** The string. */
  s: string = "";
  /** Application type of an ext; -1 is a timestamp. */
  extType: i8 = 0;
  private _bin: Uint8Array | null = null;
  private _arr: MsgValue[] | null = null;
  private _keys: string[] | null = null;
  private _vals: MsgValue[] | null = null;
  private _keyVals: MsgValue[] | null = null;

  /** Nil. */
  static nil(): MsgValue {
    return new MsgValue();
  }

  /** A boolean. */
  static bool(b: bool): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_BOOL);
    value.b = b;
    return value;
  }

  /** An integer. */
  static int(i: i64): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_INT);
    value.i = i;
    return value;
  }

  /** An integer that may lie beyond i64.MAX_VALUE. */
  static uint(i: u64): MsgValue {
    const value = MsgValue.int(i as i64);
    value.isUnsigned = value.i < 0;
    return value;
  }

  /** A float of 8 bytes. */
  static float(f: f64): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_FLOAT);
    value.f = f;
    return value;
  }

  /** A string. */
  static str(s: string): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_STR);
    value.s = s;
    return value;
  }

  /** Bytes. */
  static bin(bytes: Uint8Array): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_BIN);
    value._bin = bytes;
    return value;
  }

  /** An array of these values. */
  static array(items: MsgValue[]): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_ARRAY);
    value._arr = items;
    return value;
  }

  /** A map without pairs: fill `keys` and `vals`, or call `setField`. */
  static map(): MsgValue {
    return MsgValue.of(MsgValue.KIND_MAP);
  }

  /** An ext: an application type and its bytes. */
  static ext(type: i8, data: Uint8Array): MsgValue {
    const value = MsgValue.of(MsgValue.KIND_EXT);
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

  /** Elements of an array. */
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

  /** Values of a map, in the order of its keys. */
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

  /** The string, or "". */
  getStr(): string {
    return this.kind == MsgValue.KIND_STR ? this.s : "";
  }

  /** An int, or a float cut to an integer; a value beyond the range of i64 gives its nearest end. */
  getInt(): i64 {
    if (this.kind == MsgValue.KIND_INT) return this.isUnsigned ? i64.MAX_VALUE : this.i;
    if (this.kind != MsgValue.KIND_FLOAT || this.f != this.f) return 0;
    if (this.f >= 9223372036854775808.0) return i64.MAX_VALUE;
    return this.f < -9223372036854775808.0 ? i64.MIN_VALUE : (this.f as i64);
  }

  /** A non-negative int up to u64.MAX_VALUE; 0 for everything else. */
  getU64(): u64 {
    return this.kind == MsgValue.KIND_INT && (this.isUnsigned || this.i >= 0) ? (this.i as u64) : 0;
  }

  /** A float, or an int as one; else 0. */
  getFloat(): f64 {
    if (this.kind == MsgValue.KIND_FLOAT) return this.f;
    if (this.kind != MsgValue.KIND_INT) return 0;
    return this.isUnsigned ? (this.i as u64 as f64) : (this.i as f64);
  }

  /** A bool, or whether an int isn't 0. */
  getBool(): bool {
    return this.kind == MsgValue.KIND_BOOL ? this.b : this.kind == MsgValue.KIND_INT && this.i != 0;
  }

  /** The bytes of a binary value, or none. */
  getBytes(): Uint8Array {
    return this.kind == MsgValue.KIND_BIN ? this.bin : new Uint8Array(0);
  }

  /** Number of an array's elements, or 0. */
  getArrayLen(): i32 {
    return this.kind == MsgValue.KIND_ARRAY ? this.arr.length : 0;
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

  /** Whether a map has the string key. */
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
    if (this.kind != MsgValue.KIND_MAP) return -1;
    const given = this._keyVals;
    const keys = this.keys;
    for (let i = 0; i < keys.length; i++) {
      if (keys[i] == key && (given === null || given[i].kind == MsgValue.KIND_STR)) return i;
    }
    return -1;
  }

  /** Whether this is a timestamp: ext type -1 of 4, 8 or 12 bytes. */
  get isTimestamp(): bool {
    const size = this.bin.length;
    const isFitting = size == 4 || size == 8 || size == 12;
    return this.kind == MsgValue.KIND_EXT && this.extType == -1 && isFitting;
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
