import { BigNatural } from "./big-natural";

/** Digits behind these can't make a double another one, but for whether there is something. */
const MOST_DIGITS = 800;
/** Powers of ten that a double holds exactly. */
const EXACT_POWER = 22;
/** Of so many digits a double is exact. */
const EXACT_DIGITS = 15;
/** Nine digits are the most that 32 bits hold all numbers of. */
const CHUNK = 9;
const CHUNK_POWER: u32 = 1_000_000_000;

const SIGNIFICANT_BITS = 53;
const LEAST_EXPONENT = -1022;
const INFINITY_BITS: u64 = 0x7ff0_0000_0000_0000;

/**
 * The double nearest to a number as JSON writes it; the even one when two are. asc's own `parseFloat` is
 * off by far for some of 16 digits and more.
 */
export function parseDouble(text: string): f64 {
  const number = new DecimalText(text);
  const value = number.magnitude();
  return text.charCodeAt(0) == 0x2d ? -value : value;
}

class DecimalText {
  private readonly digits: BigNatural = new BigNatural();
  private count: i32 = 0;
  /** The digits as far as they count, while they are few. */
  private few: u64 = 0;
  private power: i32 = 0;
  /** Whether digits that were left out or divided off aren't all 0. */
  private more: bool = false;

  constructor(text: string) {
    let isFraction = false;
    for (let i = 0; i < text.length; i++) {
      const char = text.charCodeAt(i);
      if (char == 0x2e) isFraction = true;
      else if ((char | 0x20) == 0x65) {
        this.power += exponentOf(text, i + 1);
        break;
      } else if (char != 0x2d) {
        this.add(char - 0x30);
        if (isFraction) this.power--;
      }
    }
  }

  magnitude(): f64 {
    if (this.count == 0) return 0;
    const power = this.power;
    if (this.count + power > 310) return Infinity;
    if (this.count + power < -330) return 0;
    if (this.count <= EXACT_DIGITS && abs(power) <= EXACT_POWER) {
      const scale = exactPower(abs(power));
      return power < 0 ? (this.few as f64) / scale : (this.few as f64) * scale;
    }
    return power < 0 ? this.divided(-power) : this.multiplied(power);
  }

  private add(digit: u32): void {
    if (digit == 0 && this.count == 0) return;
    if (this.count == MOST_DIGITS) {
      this.power++;
      this.more = this.more || digit > 0;
      return;
    }
    this.digits.multiply(10, digit);
    this.count++;
    if (this.count <= EXACT_DIGITS) this.few = this.few * 10 + digit;
  }

  private multiplied(power: i32): f64 {
    for (let left = power; left > 0; left--) this.digits.multiply(10);
    return this.nearest(0);
  }

  /** Shifted before, so that the quotient has all the bits of a double and one. */
  private divided(power: i32): f64 {
    const limbs = (((power * 10) / 3 + 100) >> 5) as i32;
    this.digits.shiftLimbs(limbs);
    let left = power;
    for (; left >= CHUNK; left -= CHUNK) this.divideBy(CHUNK_POWER);
    for (; left > 0; left--) this.divideBy(10);
    return this.nearest(limbs << 5);
  }

  private divideBy(divisor: u32): void {
    if (this.digits.divide(divisor)) this.more = true;
  }

  /** The double next to the digits divided by 2 to the power of `shift`. */
  private nearest(shift: i32): f64 {
    const digits = this.digits;
    const length = digits.bitLength;
    const exponent = length - 1 - shift;
    const kept = SIGNIFICANT_BITS + min(0, exponent - LEAST_EXPONENT);
    const dropped = length - kept;
    let bits: u64 = 0;
    for (let i = length - 1; i >= dropped; i--) bits = (bits << 1) | digits.bit(i);
    const isHalf = digits.bit(dropped - 1) == 1;
    if (isHalf && ((bits & 1) == 1 || this.more || digits.hasBitBelow(dropped - 1))) bits++;
    // What is carried out of the fraction raises the exponent, as it should.
    const isNormal = exponent >= LEAST_EXPONENT;
    if (isNormal) bits += ((exponent + 1022) as u64) << 52;
    return reinterpret<f64>(min(bits, INFINITY_BITS));
  }
}

/** Beyond all doubles it may be any that is. */
function exponentOf(text: string, from: i32): i32 {
  const isNegative = text.charCodeAt(from) == 0x2d;
  let exponent = 0;
  for (let i = from; i < text.length && exponent < 100_000; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit >= 0) exponent = exponent * 10 + digit;
  }
  return isNegative ? -exponent : exponent;
}

function exactPower(power: i32): f64 {
  let value: f64 = 1;
  for (let i = 0; i < power; i++) value *= 10;
  return value;
}
