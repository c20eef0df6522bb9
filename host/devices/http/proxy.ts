import type { Environment } from "@luminarys/sdk-as/engine";
import { parseUrl } from "@luminarys/sdk-as/engine/cores";

/**
 * The proxy that the environment names for a URL; undefined when it goes straight there, as what is on
 * this machine always does. Throws a SyntaxError for a proxy that is no URL.
 */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || "";
  const text = read(url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY");
  if (text === "" || isLoopback(url.hostname) || isExcepted(url, read("NO_PROXY")))
    return undefined;
  const address = text.includes("://") ? text : `http://${text}`;
  const proxy = parseUrl(address);
  if (!proxy || !/^https?:$/.test(proxy.protocol)) {
    throw new SyntaxError(`the environment's proxy is no http or https URL`);
  }
  return proxy;
}

/** The header that shows who asks; none when the proxy's URL names nobody. */
export function proxyHeaders({ username, password }: URL): Record<string, string> {
  if (username === "") return {};
  const secret = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "proxy-authorization": `Basic ${Buffer.from(secret).toString("base64")}` };
}

function isLoopback(hostname: string): boolean {
  return /^(.*\.)?localhost\.?$|^127\.|^\[::1\]$|^\[::ffff:7f/.test(hostname);
}

/** Entries are names, with all below them, or addresses; each may have a port. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const wanted = port || (protocol === "https:" ? "443" : "80");
  return list.split(/[\s,]+/).some((entry) => {
    if (entry === "*") return true;
    const [, name = "", only] = /^\*?\.?(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (name === "" || (only !== undefined && only !== wanted)) return false;
    return hostname === name || hostname === `[${name}]` || hostname.endsWith(`.${name}`);
  });
}
