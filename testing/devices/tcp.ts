import { argumentKind } from "../../engine/argument-kind.js";
import { patternsOverlap } from "../../engine/cores/glob/overlap.js";
import { parseGlob } from "../../engine/cores/glob/parse.js";
import { compileGlob } from "../../engine/cores/index.js";
import type { Device } from "../../engine/device.js";
import { demandOptions, optionKinds } from "../option-check.js";
import type { Certificate } from "./peer/certificate.js";
import type { TcpConnection } from "./tcp/connection.js";
import { TcpDevice, type TcpParts } from "./tcp/device.js";
import { TcpRule, type TcpTarget } from "./tcp/rule.js";

export interface TcpLevers {
  /** Connections to an address `host:port`, or to those that a glob such as `*:6379` matches. */
  on(addr: string, options?: { certificate?: Certificate }): TcpRule;
  /** What was asked by tcp_request, in order. */
  readonly requests: readonly (TcpTarget & { readonly data: Uint8Array })[];
  /** What tcp_connect has opened, in order; those that have ended too. */
  readonly connections: readonly TcpConnection[];
}

export interface TcpFake {
  readonly device: Device<"tcp">;
  readonly levers: TcpLevers;
  /** How many connections a skill has open. */
  countOpen(skillId: string): number;
  /** Ends the connections of a skill. */
  close(skillId: string): void;
  /** The addresses that are scripted. */
  scripted(): string[];
  unused(): string[];
}

const shape = { certificate: optionKinds.certificate };

/** Peers that do what they are told to. */
export function createTcp(parts: TcpParts): TcpFake {
  const device = new TcpDevice(parts);
  const { rules, requests, connections } = device;
  const on: TcpLevers["on"] = (addr, options = {}) => {
    demandAddress(addr);
    const lever = `host.tcp.on(${JSON.stringify(addr)})`;
    demandOptions(options, { action: `script ${lever}`, shape });
    const { certificate = "valid" } = options;
    const glob = compileGlob(addr.toLowerCase());
    const fits = (target: TcpTarget) => glob.matches(target.addr.toLowerCase());
    return rules.add(new TcpRule({ lever, name: addr, pattern: addr, fits, certificate }));
  };
  return {
    device,
    levers: { on, requests, connections: connections.all },
    countOpen: (skillId) => connections.countOpen(skillId),
    close: (skillId) => connections.close(skillId),
    scripted: () => rules.patterns,
    unused: () => rules.unused(),
  };
}

const endpoints = parseGlob("**:*");

/** Throws a TypeError for what no address can match. */
function demandAddress(addr: unknown): void {
  if (typeof addr !== "string") {
    throw new TypeError(
      `Cannot script host.tcp.on: expected an address, found ${argumentKind(addr)}`,
    );
  }
  if (patternsOverlap(parseGlob(addr), endpoints)) return;
  const reason = "no address is without a port";
  const hint = `host.tcp.on(${JSON.stringify(`${addr}:*`)}) is for any`;
  throw new TypeError(
    `Cannot script host.tcp.on(${JSON.stringify(addr)}): ${reason}. Hint: ${hint}`,
  );
}
