import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

export interface PeerPlan {
  readonly binary: string;
  /** Gives the arguments that let it run in the foreground on 127.0.0.1. */
  readonly prepare: (place: { dir: string; port: number }) => readonly string[];
}

/** A server of the system's, for the tests of one file. */
export interface Peer {
  readonly port: number;
  /** Its own, gone once it's stopped. */
  readonly dir: string;
  stop(): Promise<void>;
}

/** A port that was free may be taken before the server has it. */
const MAX_ATTEMPTS = 5;

/** How long a server may take until it answers. */
const MAX_START_MS = 20_000;

/** Where servers lie that only root's path names. */
const places = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

/** Whether the system has the server. Says so where it hasn't, because tests are left out then. */
export function hasServer(binary: string): boolean {
  const isThere = findBinary(binary) !== undefined;
  if (!isThere) console.warn(`${binary} isn't installed: tests that need it are left out`);
  return isThere;
}

/** Starts a server in a folder of its own and waits until it answers. */
export async function startPeer(plan: PeerPlan): Promise<Peer> {
  const binary = findBinary(plan.binary);
  if (binary === undefined) throw new Error(`Cannot start ${plan.binary}: it isn't installed`);
  const dir = mkdtempSync(join(tmpdir(), `${plan.binary}-`));
  let output = "";
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const port = await findFreePort();
    const child = spawn(binary, plan.prepare({ dir, port }), { cwd: dir });
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (output += chunk));
    if (await answers(child, port)) return { port, dir, stop: () => stop(child, dir) };
    await end(child);
  }
  rmSync(dir, { recursive: true, force: true });
  throw new Error(`Cannot start ${plan.binary}: ${output.trim()}`);
}

function findBinary(name: string): string | undefined {
  return places.map((place) => join(place, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** False when it ended instead. */
async function answers(child: ChildProcess, port: number): Promise<boolean> {
  let isOver = false;
  child.once("error", () => (isOver = true)).once("exit", () => (isOver = true));
  const endMs = Date.now() + MAX_START_MS;
  while (!isOver && Date.now() < endMs) {
    if (await isOpen(port)) return !isOver;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return false;
}

function isOpen(port: number): Promise<boolean> {
  const socket = connect({ host: "127.0.0.1", port });
  return new Promise<boolean>((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

async function stop(child: ChildProcess, dir: string): Promise<void> {
  await end(child);
  rmSync(dir, { recursive: true, force: true });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 3000);
  await ended;
  clearTimeout(timer);
}
