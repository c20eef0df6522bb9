import { HostError } from "@luminarys/sdk-as/engine";

/** Of the answer's own for each thing that it lists, about. */
const ENTRY_BYTES = 32;

/** How much one host call may find: all of it is in the host's memory before the skill gets it. */
export class AnswerRoom {
  private readonly action: string;
  private readonly maxBytes: number;
  private left: number;

  /** `action` stands after `Cannot`. */
  constructor(action: string, maxBytes: number) {
    this.action = action;
    this.maxBytes = maxBytes;
    this.left = maxBytes;
  }

  /** Takes the room for one more, whose texts are so long. Throws a HostError when there is none. */
  take(length: number): void {
    this.left -= ENTRY_BYTES + length;
    if (this.left >= 0) return;
    const reason = `what it finds is more than the ${this.maxBytes} bytes that a skill can take`;
    const hint = "Hint: ask for less at once, or raise limits.memory_mb";
    throw new HostError(`Cannot ${this.action}: ${reason}. ${hint}`, { code: "too_large" });
  }
}
