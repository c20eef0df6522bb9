import { HostError } from "../errors.js";
import type { SocketMessage } from "../wire/sockets.gen.js";

const LIMIT = 256;
const LIMIT_BYTES = 16 * 1024 * 1024;

/** Who waits for a message. Exactly one of the two is called, once. */
export interface SocketWaiter {
  onMessage(message: SocketMessage): void;
  onClose(error: HostError): void;
}

/**
 * The messages of one named socket that one skill hasn't received yet. From the skill's first use of
 * the name on they are kept, so nothing is lost between sending and receiving.
 */
export class SocketMailbox {
  private readonly socket: string;
  private readonly messages: SocketMessage[] = [];
  private readonly waiters = new Set<SocketWaiter>();
  private bytes = 0;
  private lost = 0;

  constructor(socket: string) {
    this.socket = socket;
  }

  /** How many messages were dropped because 256 others, or 16 MiB of them, were waiting. */
  get dropped(): number {
    return this.lost;
  }

  get size(): number {
    return this.messages.length;
  }

  /** Hands it to all who wait, else keeps it. */
  put(message: SocketMessage): void {
    if (this.waiters.size > 0) {
      for (const waiter of this.end()) waiter.onMessage(message);
      return;
    }
    this.messages.push(message);
    this.bytes += message.data.length;
    while (this.isFull) {
      this.take();
      this.lost++;
    }
  }

  /** The oldest message, if there is one. */
  take(): SocketMessage | undefined {
    const message = this.messages.shift();
    this.bytes -= message?.data.length ?? 0;
    return message;
  }

  /** Waits for the next message. Gives what ends the waiting without an outcome. */
  wait(waiter: SocketWaiter): () => void {
    this.waiters.add(waiter);
    return () => void this.waiters.delete(waiter);
  }

  /** Nothing will come any more: those who wait learn it. What is kept can still be taken. */
  close(): void {
    for (const waiter of this.end()) waiter.onClose(socketClosedError(this.socket));
  }

  private get isFull(): boolean {
    return this.size > LIMIT || (this.size > 1 && this.bytes > LIMIT_BYTES);
  }

  private end(): SocketWaiter[] {
    const waiters = [...this.waiters];
    this.waiters.clear();
    return waiters;
  }
}

/** The mailboxes of all skills for all names. */
export class SocketMailboxes {
  private readonly bySocket = new Map<string, Map<string, SocketMailbox>>();

  /** The skill's mailbox for a socket, which begins to fill with the first call. */
  of(skillId: string, socket: string): SocketMailbox {
    const boxes = this.bySocket.get(socket) ?? new Map<string, SocketMailbox>();
    this.bySocket.set(socket, boxes);
    const box = boxes.get(skillId) ?? new SocketMailbox(socket);
    boxes.set(skillId, box);
    return box;
  }

  /** The same, if the skill has used the socket. */
  find(skillId: string, socket: string): SocketMailbox | undefined {
    return this.bySocket.get(socket)?.get(skillId);
  }

  /** Whether any skill has used the socket. */
  has(socket: string): boolean {
    return this.bySocket.has(socket);
  }

  /** A message has come: a copy for each skill that uses the socket. */
  put(socket: string, message: SocketMessage): void {
    for (const box of this.bySocket.get(socket)?.values() ?? []) box.put(message);
  }

  /** The socket's connections are gone for good: those who wait learn it. */
  close(socket: string): void {
    for (const box of this.bySocket.get(socket)?.values() ?? []) box.close();
  }

  /** The skill is gone, or has no more to do with one of its sockets. */
  forget(skillId: string, socket?: string): void {
    for (const name of socket === undefined ? [...this.bySocket.keys()] : [socket]) {
      const boxes = this.bySocket.get(name);
      boxes?.get(skillId)?.close();
      boxes?.delete(skillId);
      if (boxes?.size === 0) this.bySocket.delete(name);
    }
  }

  /** Each skill that has used the socket, with what it hasn't received. */
  users(socket: string): readonly (readonly [skillId: string, mailbox: SocketMailbox])[] {
    return [...(this.bySocket.get(socket) ?? [])];
  }
}

/** What a skill gets that waits for a message of a socket that has closed. */
export function socketClosedError(socket: string): HostError {
  const message = `Cannot receive from socket "${socket}": it has closed`;
  return new HostError(message, { code: "closed" });
}

/** What a skill gets that uses a name which nobody declares, without a URL to connect it to. */
export function unknownSocketError(socket: string): HostError {
  const reason = `there is no socket "${socket}"`;
  const hint = "declare it under websocket, or give a url";
  return new HostError(`Cannot use a socket: ${reason}. Hint: ${hint}`, { code: "not_found" });
}
