/** 800 digits, times ten or two so often that they are a double's whole part or fraction, have fewer. */
const MOST_LIMBS = 256;

/** A natural number of any size that reading a double needs. */
export class BigNatural {
  private readonly limbs: StaticArray<u32> = new StaticArray<u32>(MOST_LIMBS);
  private size: i32 = 0;

  /** Becomes `factor` times itself, and `more`. */
  multiply(factor: u32, more: u32 = 0): void {
    let carry: u64 = more;
    for (let i = 0; i < this.size; i++) {
      carry += (this.limbs[i] as u64) * factor;
      this.limbs[i] = carry as u32;
      carry >>= 32;
    }
    if (carry > 0) this.limbs[this.size++] = carry as u32;
  }

  /** Becomes its quotient; gives whether something remained. */
  divide(divisor: u32): bool {
    let rest: u64 = 0;
    for (let i = this.size - 1; i >= 0; i--) {
      const part = (rest << 32) | this.limbs[i];
      this.limbs[i] = (part / divisor) as u32;
      rest = part % divisor;
    }
    while (this.size > 0 && this.limbs[this.size - 1] == 0) this.size--;
    return rest > 0;
  }

  /** Times 2^32 to the power of `count`. */
  shiftLimbs(count: i32): void {
    for (let i = this.size - 1; i >= 0; i--) this.limbs[i + count] = this.limbs[i];
    for (let i = 0; i < count; i++) this.limbs[i] = 0;
    this.size += count;
  }

  get bitLength(): i32 {
    if (this.size == 0) return 0;
    return this.size * 32 - (clz<u32>(this.limbs[this.size - 1]) as i32);
  }

  /** 0 beyond both ends. */
  bit(at: i32): u64 {
    if (at < 0 || at >= this.size << 5) return 0;
    return (this.limbs[at >> 5] >> ((at & 31) as u32)) & 1;
  }

  hasBitBelow(at: i32): bool {
    for (let i = 0; i < at; i++) if (this.bit(i) == 1) return true;
    return false;
  }
}
