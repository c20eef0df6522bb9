/** Text that grows at its end, without a string for each piece. */
export class TextBuilder {
  private units: StaticArray<u16> = new StaticArray<u16>(64);
  private length: i32 = 0;

  unit(unit: i32): void {
    this.reserve(1);
    unchecked((this.units[this.length++] = unit as u16));
  }

  text(text: string): void {
    this.part(text, 0, text.length);
  }

  /** What stands in `text` from one place to another. */
  part(text: string, from: i32, to: i32): void {
    const count = to - from;
    this.reserve(count);
    const target = changetype<usize>(this.units) + ((this.length as usize) << 1);
    memory.copy(target, changetype<usize>(text) + ((from as usize) << 1), (count as usize) << 1);
    this.length += count;
  }

  toString(): string {
    return String.UTF16.decodeUnsafe(changetype<usize>(this.units), (this.length as usize) << 1);
  }

  private reserve(more: i32): void {
    const needed = this.length + more;
    const size = this.units.length;
    if (needed <= size) return;
    const grown = new StaticArray<u16>(max(needed, size << 1));
    memory.copy(
      changetype<usize>(grown),
      changetype<usize>(this.units),
      (this.length as usize) << 1,
    );
    this.units = grown;
  }
}
