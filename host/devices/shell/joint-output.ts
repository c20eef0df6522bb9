import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TOKEN_BYTES = 32;

/** One pipe for both outputs of a command, so that what it writes keeps its order. */
export interface JointOutput {
  /** What the host reads. */
  readonly reader: Socket;
  /** Standard output and standard error of the command; to be destroyed once it has them. */
  readonly writer: Socket;
}

/**
 * Node's own pipes are for one output each. This pair is made by connecting to oneself; the token
 * tells that it is oneself.
 */
export async function openJointOutput(): Promise<JointOutput> {
  const server = createServer().listen(privateName());
  try {
    await once(server, "listening");
    const token = randomBytes(TOKEN_BYTES);
    const arrived = acceptToken(server, token);
    const writer = connect(server.address() as string);
    writer.write(token);
    const reader = await Promise.race([arrived, failureOf(writer)]);
    return { reader, writer };
  } finally {
    server.close();
  }
}

/** On Linux a name that no file has. */
function privateName(): string {
  const name = `skill-output-${randomBytes(16).toString("hex")}`;
  return process.platform === "linux" ? `\0${name}` : join(tmpdir(), name);
}

/** Strangers are let go of. */
function acceptToken(server: Server, token: Buffer): Promise<Socket> {
  const strangers = new Set<Socket>();
  return new Promise((resolve) => {
    server.on("connection", (socket) => {
      strangers.add(socket.on("error", () => socket.destroy()));
      const greet = (): void => {
        const found: Buffer | null = socket.read(TOKEN_BYTES);
        if (found === null) return;
        socket.off("readable", greet);
        if (found.equals(token)) {
          strangers.delete(socket);
          resolve(socket);
        } else socket.destroy();
      };
      socket.on("readable", greet);
    });
    server.once("close", () => {
      for (const socket of strangers) socket.destroy();
    });
  });
}

async function failureOf(socket: Socket): Promise<never> {
  const [error] = await once(socket, "error");
  throw error;
}
