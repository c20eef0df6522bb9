import { parseAddress } from "../../engine/cores/address.js";
import { HostError } from "../../engine/errors.js";

/** An address, or several. */
type Addresses = string | readonly string[];

export interface DnsLevers {
  /** What a name leads to from now on. */
  set(name: string, addresses: Addresses): void;
  /** What each look-up of a name gives in turn; the last is given again and again. */
  sequence(name: string, answers: readonly Addresses[]): void;
  /** Makes a name unknown. */
  fail(name: string): void;
  /** Names looked up, in order. */
  readonly lookups: readonly string[];
}

export interface Dns {
  readonly levers: DnsLevers;
  /** Canonical addresses. Throws a HostError for a name that is unknown. */
  resolve(name: string): string[];
  unused(): string[];
}

interface Scripted {
  readonly answers: readonly (readonly string[])[];
  next: number;
}

const localName = /^[^.]+$|\.(localhost|local|internal|lan|home\.arpa|test)$/;

/**
 * Names to addresses. A name that nothing is set for has an address of its own: a private one when it is
 * local (`redis`, `db.internal`), else a public one that nobody routes.
 */
export function createDns(): Dns {
  const scripted = new Map<string, Scripted>();
  const given = new Map<string, string[]>();
  const lookups: string[] = [];
  const set = (name: string, answers: readonly Addresses[]) => {
    scripted.set(keyOf(name), { answers: answers.map(demandAddresses), next: 0 });
  };
  const resolve = (name: string): string[] => {
    lookups.push(name);
    const key = keyOf(name);
    const literal = parseAddress(name);
    if (literal) return [literal.text];
    const script = scripted.get(key);
    if (script) return [...takeNext(script, name)];
    if (key === "localhost") return ["127.0.0.1"];
    return given.get(key) ?? assign(given, key);
  };
  const levers: DnsLevers = {
    set: (name, addresses) => set(name, [addresses]),
    sequence: set,
    fail: (name) => set(name, [[]]),
    lookups,
  };
  const unused = () =>
    [...scripted].flatMap(([name, { next }]) => (next === 0 ? [`host.dns.set("${name}")`] : []));
  return { levers, resolve, unused };
}

function takeNext(script: Scripted, name: string): readonly string[] {
  const answer = script.answers[Math.min(script.next++, script.answers.length - 1)] ?? [];
  if (answer.length > 0) return answer;
  throw new HostError(`Cannot resolve "${name}": no such name`, { code: "not_found" });
}

function assign(given: Map<string, string[]>, key: string): string[] {
  const number = given.size + 1;
  const [high, low] = [Math.floor(number / 250), (number % 250) + 1];
  const block = ["203.0.113", "198.51.100", "192.0.2"][high % 3];
  const addresses = [localName.test(key) ? `10.0.${high % 256}.${low}` : `${block}.${low}`];
  given.set(key, addresses);
  return addresses;
}

function demandAddresses(addresses: Addresses): string[] {
  return [addresses].flat().map((text) => {
    const address = parseAddress(text);
    if (!address) throw new TypeError(`Cannot set address "${text}": it is no IP address`);
    return address.text;
  });
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/\.$/, "");
}
