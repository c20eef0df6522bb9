import { text } from "@luminarys/sdk-as";

const NEWLINE: u8 = 0x0a;

/** Makes lines of bytes that come in pieces. */
export class LineBuffer {
  private pending: u8[] = [];

  /** The lines that `data` completes, without their ends. */
  push(data: Uint8Array): string[] {
    const lines: string[] = [];
    for (let i = 0; i < data.length; i++) {
      if (data[i] == NEWLINE) lines.push(this.take());
      else this.pending.push(data[i]);
    }
    return lines;
  }

  clear(): void {
    this.pending = [];
  }

  // Only whole lines are decoded: a character may have been cut in two.
  private take(): string {
    const bytes = new Uint8Array(this.pending.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.pending[i];
    this.clear();
    return text(bytes).trimEnd();
  }
}
