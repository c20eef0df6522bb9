import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** The cookie that holds a browser's session. */
export const SESSION_COOKIE = "_sid";

/** Bytes of an id that are random, but for six bits; the rest tells that this host made it. */
const RANDOM_BYTES = 10;

const uuid = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

/** Most ids that are known without computing. */
const MAX_KNOWN = 4096;

/** The sessions of one host's browsers: ids that nobody else can make. */
export interface SessionIds {
  /** A new one: a UUID. */
  issue(): string;
  /** Whether `issue` made it, with the same secret. */
  isOurs(id: string): boolean;
  /** The first of our ids in a Cookie header. */
  fromCookies(header: string | null | undefined): string | undefined;
}

/** Ids are UUIDs of version 4 whose last group is the HMAC of the others. */
export function createSessionIds(secret: Uint8Array): SessionIds {
  const seal = (random: Uint8Array) =>
    createHmac("sha256", secret)
      .update(random)
      .digest()
      .subarray(0, 16 - RANDOM_BYTES);
  const known = new Set<string>();
  const isOurs = (id: string) => {
    if (known.has(id)) return true;
    if (!uuid.test(id)) return false;
    const bytes = Buffer.from(id.replaceAll("-", ""), "hex");
    const expected = seal(bytes.subarray(0, RANDOM_BYTES));
    if (!timingSafeEqual(bytes.subarray(RANDOM_BYTES), expected)) return false;
    if (known.size >= MAX_KNOWN) known.clear();
    known.add(id);
    return true;
  };
  return {
    issue: () => {
      const random = randomBytes(RANDOM_BYTES);
      random[6] = ((random[6] as number) & 0x0f) | 0x40;
      random[8] = ((random[8] as number) & 0x3f) | 0x80;
      return printUuid(Buffer.concat([random, seal(random)]));
    },
    isOurs,
    fromCookies: (header) => (header ? cookieValues(header).find(isOurs) : undefined),
  };
}

function printUuid(bytes: Buffer): string {
  const hex = bytes.toString("hex");
  const ends = [8, 12, 16, 20, 32];
  return ends.map((end, index) => hex.slice(ends[index - 1] ?? 0, end)).join("-");
}

/** A header may hold several, set for other paths or by other hosts of the domain. */
function cookieValues(header: string): string[] {
  const prefix = `${SESSION_COOKIE}=`;
  const pairs = header.split(";").map((pair) => pair.trim());
  return pairs.filter((pair) => pair.startsWith(prefix)).map((pair) => pair.slice(prefix.length));
}
