import type { SocketMailboxes } from "@luminarys/sdk-as/engine/cores";
import { type Frame, Link, type LinkParts } from "./link.js";
import type { SocketPlan } from "./socket-plan.js";

export interface NamedSocketParts {
  readonly name: string;
  readonly mailboxes: SocketMailboxes;
  /** Calls the method of a declared socket; never rejects. */
  readonly handle: (frame: Frame, from: { socket: NamedSocket; link: Link }) => Promise<void>;
  /** A peer that doesn't read was let go. */
  readonly onSlow: (socket: NamedSocket) => void;
}

/** All connections that go by one name. */
export class NamedSocket {
  readonly name: string;
  /** How it is declared; undefined for one that a skill has connected. */
  plan: SocketPlan | undefined;
  /** Where it leads when it is outbound. */
  url: string | undefined;
  private readonly parts: NamedSocketParts;
  private readonly open = new Set<Link>();

  constructor(parts: NamedSocketParts) {
    this.name = parts.name;
    this.parts = parts;
  }

  get links(): readonly Link[] {
    return [...this.open].filter((link) => link.isOpen);
  }

  /** Takes up a connection. `onGone` is told once when it has ended. */
  join(parts: LinkParts, onGone: (link: Link, reason?: string) => void): void {
    const { channel } = parts;
    const link = new Link(parts);
    this.open.add(link);
    channel.onClose((reason) => {
      this.open.delete(link);
      onGone(link, reason);
    });
    channel.onFrame((frame) => this.hear(frame, link));
  }

  /**
   * Hands it to those of the connections that can take it. The promises tell, for each, whether its
   * medium took it.
   */
  post(frame: Frame, links: readonly Link[]): readonly Promise<boolean>[] {
    return links.filter((link) => this.canTake(link)).map((link) => tell(link.send(frame)));
  }

  async close(code: number, reason: string): Promise<void> {
    await Promise.all(this.links.map((link) => link.close(code, reason)));
  }

  private canTake(link: Link): boolean {
    if (!link.isOpen) return false;
    if (!link.isSlow) return true;
    link.drop();
    this.parts.onSlow(this);
    return false;
  }

  private hear(frame: Frame, link: Link): Promise<void> | undefined {
    const { mailboxes, handle } = this.parts;
    if (mailboxes.has(this.name)) mailboxes.put(this.name, messageOf(frame));
    if (!this.plan?.handler) return undefined;
    return link.line.add(frame, () => handle(frame, { socket: this, link }));
  }
}

function tell(sending: Promise<void>): Promise<boolean> {
  return sending.then(
    () => true,
    () => false,
  );
}

function messageOf(frame: Frame) {
  const isText = typeof frame === "string";
  return {
    data: isText ? Buffer.from(frame) : frame,
    message_type: isText ? "text" : "binary",
  };
}
