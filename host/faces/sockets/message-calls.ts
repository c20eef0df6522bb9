import type { Clock } from "@luminarys/sdk-as/engine";
import type { SocketHandler } from "@luminarys/sdk-as/engine/cores";
import { LogValve } from "../../devices/system/log-valve.js";
import type { Host } from "../../host.js";
import type { LogRecord } from "../../log/log-record.js";
import { failureText } from "../../tools/failure-text.js";
import { askHandler, RefusedMessage } from "./ask-handler.js";
import type { Frame, Link } from "./link.js";
import type { NamedSocket } from "./named-socket.js";
import { Turns } from "./turns.js";

/** A peer that sends what always fails doesn't fill the log. */
const LINES_PER_SECOND = 100;

export interface MessageCallsParts {
  readonly host: Pick<Host, "invoke" | "list">;
  readonly clock: Clock;
  readonly onLog: (record: LogRecord) => void;
}

/** Takes the messages of declared sockets to their methods, and the answers back. */
export class MessageCalls {
  private readonly parts: MessageCallsParts;
  private readonly turns = new Map<string, Turns>();
  private readonly valve: LogValve;

  constructor(parts: MessageCallsParts) {
    const { clock, onLog } = parts;
    this.parts = parts;
    this.valve = new LogValve({
      linesPerSecond: LINES_PER_SECOND,
      clock,
      onDropped: (count) =>
        onLog({ level: "error", message: `${count} more messages of sockets failed` }),
    });
  }

  /** Never rejects: a failure is logged, and the connection stays. */
  readonly handle = async (
    frame: Frame,
    { socket, link }: { socket: NamedSocket; link: Link },
  ): Promise<void> => {
    const handler = socket.plan?.handler;
    if (!handler) return;
    const { host } = this.parts;
    const call = { frame, socket: socket.name, sessionId: link.sessionId };
    try {
      const answer = await this.turnsOf(handler).run(() => askHandler(call, { host, handler }));
      if (answer !== undefined) await this.answer(answer, link);
    } catch (error) {
      this.tell(error, { socket, handler });
    }
  };

  /** How many calls may wait in their skills' queues may have changed. */
  refresh(): void {
    this.turns.clear();
  }

  close(): void {
    this.valve.report();
  }

  /** The sender may be gone by now. */
  private async answer(frame: Frame, link: Link): Promise<void> {
    if (link.isOpen) await link.send(frame).catch(() => {});
  }

  private turnsOf({ skillId }: SocketHandler): Turns {
    const known = this.turns.get(skillId);
    if (known) return known;
    const skill = this.parts.host.list().find(({ id }) => id === skillId);
    const turns = new Turns(skill?.manifest.limits.queue ?? 1);
    this.turns.set(skillId, turns);
    return turns;
  }

  private tell(
    error: unknown,
    { socket, handler }: { socket: NamedSocket; handler: SocketHandler },
  ): void {
    if (!this.valve.pass()) return;
    const { skillId } = handler;
    const action = `handle a message of socket "${socket.name}"`;
    const message = `Cannot ${action}: ${reasonOf(error)}`;
    this.parts.onLog({ level: "error", message, skillId });
  }
}

/** What nobody expects is told with its stack. */
function reasonOf(error: unknown): string {
  if (error instanceof RefusedMessage) return error.message;
  return failureText(error) ?? String((error instanceof Error && error.stack) || error);
}
