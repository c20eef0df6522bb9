import type { EventStore, JSONRPCMessage } from "@modelcontextprotocol/server";

/** Events and characters that one session keeps. */
const MAX_EVENTS = 100;
const MAX_CHARACTERS = 1_000_000;

interface KeptEvent {
  readonly id: string;
  readonly streamId: string;
  readonly message: JSONRPCMessage;
  readonly characters: number;
}

type Send = (eventId: string, message: JSONRPCMessage) => Promise<void>;

/** What a client whose connection broke may ask for again: the last events, as far as they fit. */
export class ReplayBuffer implements EventStore {
  private readonly events: KeptEvent[] = [];
  private characters = 0;
  private count = 0;

  async storeEvent(streamId: string, message: JSONRPCMessage): Promise<string> {
    this.count++;
    const id = `${this.count}-${streamId}`;
    const characters = JSON.stringify(message).length;
    this.events.push({ id, streamId, message, characters });
    this.characters += characters;
    while (this.events.length > MAX_EVENTS || this.characters > MAX_CHARACTERS) {
      this.characters -= this.events.shift()?.characters ?? 0;
    }
    return id;
  }

  async getStreamIdForEventId(eventId: string): Promise<string | undefined> {
    return /^\d+-(.+)$/.exec(eventId)?.[1];
  }

  async replayEventsAfter(lastEventId: string, { send }: { send: Send }): Promise<string> {
    const [, number, streamId = ""] = /^(\d+)-(.+)$/.exec(lastEventId) ?? [];
    for (const event of [...this.events]) {
      const isLater = Number.parseInt(event.id, 10) > Number(number);
      const isMessage = Object.keys(event.message).length > 0;
      if (event.streamId === streamId && isLater && isMessage) await send(event.id, event.message);
    }
    return streamId;
  }
}
