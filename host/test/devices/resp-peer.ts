import type { Socket } from "node:net";
import { TcpPeer } from "./tcp-peer.js";

const bulk = (text: string) => `$${text.length}\r\n${text}\r\n`;

/** Speaks as much of Redis as the tests do: PING, SUBSCRIBE, PUBLISH, CLIENT KILL TYPE pubsub. */
export class RespPeer {
  private readonly subscribers = new Map<Socket, string>();
  private peer!: TcpPeer;

  static async start(): Promise<RespPeer> {
    const resp = new RespPeer();
    resp.peer = await TcpPeer.listen((socket) => resp.serve(socket));
    return resp;
  }

  get port(): number {
    return this.peer.port;
  }

  stop(): Promise<void> {
    return this.peer.close();
  }

  private serve(socket: Socket): void {
    let text = "";
    socket.on("data", (data) => {
      text += String(data);
      for (let words = takeCommand(text); words; words = takeCommand(text)) {
        text = text.slice(words.length);
        this.answer(socket, words.words);
      }
    });
    socket.on("close", () => this.subscribers.delete(socket));
  }

  private answer(socket: Socket, [name, first = "", second = ""]: readonly string[]): void {
    if (name === "PING") socket.write("+PONG\r\n");
    else if (name === "SUBSCRIBE") {
      this.subscribers.set(socket, first);
      socket.write(`*3\r\n${bulk("subscribe")}${bulk(first)}:1\r\n`);
    } else if (name === "PUBLISH") socket.write(`:${this.publish(first, second)}\r\n`);
    else if (name === "CLIENT") socket.write(`:${this.killSubscribers()}\r\n`);
    else socket.write("-ERR unknown command\r\n");
  }

  private publish(channel: string, message: string): number {
    const reached = [...this.subscribers].filter(([, each]) => each === channel);
    const text = `*3\r\n${bulk("message")}${bulk(channel)}${bulk(message)}`;
    for (const [socket] of reached) socket.write(text);
    return reached.length;
  }

  private killSubscribers(): number {
    const killed = [...this.subscribers.keys()];
    for (const socket of killed) socket.end();
    return killed.length;
  }
}

/** The first command, when all of it is there, and how many characters it takes. */
function takeCommand(text: string): { words: string[]; length: number } | undefined {
  const lines = text.split("\r\n");
  const count = Number(lines[0]?.slice(1));
  if (!(lines.length > 2 * count + 1)) return undefined;
  const used = lines.slice(0, 2 * count + 1);
  const words = used.filter((_, i) => i > 0 && i % 2 === 0);
  return { words, length: used.join("\r\n").length + 2 };
}
