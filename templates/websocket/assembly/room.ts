const MAX_UNREAD = 200;

/** A room that was joined, or was once. */
export class Room {
  /** Id of the connection; "" when there is none. */
  connection: string = "";
  private ended: string = "no room is joined";
  private messages: string[] = [];

  get isJoined(): bool {
    return this.connection.length > 0;
  }

  /** Why nothing can be sent. */
  describeEnd(): string {
    return this.ended;
  }

  end(why: string): void {
    this.connection = "";
    this.ended = why;
  }

  /** Forgets the oldest message when nobody reads them: memory is limited. */
  add(message: string): void {
    this.messages.push(message);
    if (this.messages.length > MAX_UNREAD) this.messages.shift();
  }

  takeUnread(): string[] {
    const taken = this.messages;
    this.messages = [];
    return taken;
  }
}
