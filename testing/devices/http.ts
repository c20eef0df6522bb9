import type { SetCookie } from "../../engine/cores/set-cookie.js";
import type { Device } from "../../engine/device.js";
import { demandOptions } from "../option-check.js";
import { demandMethod, demandUrl } from "./http/demand-target.js";
import { HttpDevice, type HttpParts } from "./http/device.js";
import type { HttpExchange } from "./http/exchange.js";
import { compileHttpMatch, type HttpMatch, matchShape } from "./http/match.js";
import { HttpRule } from "./http/rule.js";

export interface HttpLevers {
  /** Requests of a method ("*" = any) to URLs that a glob or an expression matches. */
  on(method: string, url: string | RegExp, match?: HttpMatch): HttpRule;
  /** What servers were asked, each hop of a redirect too, in order. */
  readonly requests: readonly HttpExchange[];
  /** What a skill's cookie jar holds. */
  cookies(skillId: string): SetCookie[];
}

export interface HttpFake {
  readonly device: Device<"http">;
  readonly levers: HttpLevers;
  /** The globs of URLs that are scripted. */
  scripted(): string[];
  unused(): string[];
}

/** Servers that answer what they are told to. */
export function createHttp(parts: HttpParts): HttpFake {
  const device = new HttpDevice(parts);
  const { rules, requests } = device;
  const on: HttpLevers["on"] = (method, url, match = {}) => {
    demandMethod(method, url);
    const shown = typeof url === "string" ? JSON.stringify(url) : String(url);
    const details = Object.keys(match).length > 0 ? ", {...}" : "";
    const lever = `host.http.on("${method}", ${shown}${details})`;
    demandUrl(url, { lever, area: "http" });
    demandOptions(match, { action: `script ${lever}`, shape: matchShape });
    return rules.add(
      new HttpRule({
        lever,
        name: `${method} ${typeof url === "string" ? url : shown}`,
        pattern: url,
        fits: compileHttpMatch({ method, url }, match),
      }),
    );
  };
  const cookies = (skillId: string) => device.jar(skillId).cookies;
  return {
    device,
    levers: { on, requests, cookies },
    scripted: () => rules.patterns,
    unused: () => rules.unused(),
  };
}
