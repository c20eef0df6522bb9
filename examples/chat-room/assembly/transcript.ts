const MAX_LINES = 50;

/** The last lines of a conversation. */
export class Transcript {
  lines: string[] = [];

  add(line: string): void {
    this.lines.push(line);
    if (this.lines.length > MAX_LINES) this.lines.shift();
  }
}
