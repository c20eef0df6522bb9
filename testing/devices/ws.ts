import { demandOptions, optionKinds } from "../option-check.js";
import { demandUrl } from "./http/demand-target.js";
import { HttpExchange } from "./http/exchange.js";
import { compileHttpMatch, matchShape, type TextMatch } from "./http/match.js";
import type { Certificate } from "./peer/certificate.js";
import type { WsConnection } from "./ws/connection.js";
import { WsDevice, type WsParts } from "./ws/device.js";
import { WsRule, type WsTarget } from "./ws/rule.js";

/** What a handshake must have beside its URL. */
export interface HandshakeMatch {
  query?: Readonly<Record<string, TextMatch>>;
  headers?: Readonly<Record<string, TextMatch>>;
}

export interface WsLevers {
  /** Connections to URLs that a glob or an expression matches. */
  on(url: string | RegExp, match?: HandshakeMatch & { certificate?: Certificate }): WsRule;
  /** What has been opened, in order; those that have ended too. */
  readonly connections: readonly WsConnection[];
}

export interface WsFake {
  readonly device: WsDevice;
  readonly levers: WsLevers;
  /** How many connections a skill has open. */
  countOpen(skillId: string): number;
  /** Ends the connections of a skill. */
  close(skillId: string): void;
  /** The globs of URLs that are scripted. */
  scripted(): string[];
  unused(): string[];
}

const { query, headers } = matchShape;
const shape = { query, headers, certificate: optionKinds.certificate };

/** WebSocket servers that do what they are told to. */
export function createWs(parts: WsParts): WsFake {
  const device = new WsDevice(parts);
  const { rules, connections } = device;
  const on: WsLevers["on"] = (url, options = {}) => {
    const { certificate = "valid", ...match } = options;
    const shown = typeof url === "string" ? JSON.stringify(url) : String(url);
    const details = Object.keys(match).length > 0 ? ", {...}" : "";
    const name = typeof url === "string" ? url : shown;
    const lever = `host.ws.on(${shown}${details})`;
    demandUrl(url, { lever, area: "ws" });
    demandOptions(options, { action: `script ${lever}`, shape });
    const fits = compileHttpMatch({ method: "*", url }, match);
    const rule = { lever, name, pattern: url };
    return rules.add(
      new WsRule({ ...rule, certificate, fits: (target) => fits(handshakeOf(target)) }),
    );
  };
  return {
    device,
    levers: { on, connections: connections.all },
    countOpen: (skillId) => connections.countOpen(skillId),
    close: (skillId) => connections.close(skillId),
    scripted: () => rules.patterns,
    unused: () => rules.unused(),
  };
}

/** A handshake is a GET. */
function handshakeOf({ url, headers }: WsTarget): HttpExchange {
  return new HttpExchange({ method: "GET", url, headers, body: new Uint8Array() }, []);
}
