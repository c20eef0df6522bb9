import { compileGlob } from "@luminarys/sdk-as/engine/cores";
import type { TokenConfig } from "../../../config/model.js";
import type { Peer } from "../../../listen/mount.js";
import { RateLimit } from "../../../listen/rate-limit.js";
import { refusal } from "../../../listen/refusal.js";
import type { TokenList } from "../../../token-list.js";

/** Whose request it is. */
export interface Caller {
  /** The token's name, or "anonymous" where no tokens are configured. */
  readonly owner: string;
  readonly allows: (toolName: string) => boolean;
}

const ANONYMOUS: Caller = { owner: "anonymous", allows: () => true };
const CHALLENGE = { "www-authenticate": "Bearer" };

/** Tells callers by their tokens, and keeps those off who guess. */
export class Callers {
  private readonly tokens: TokenList;
  private readonly known = new Map<TokenConfig, Caller>();
  private readonly guesses: RateLimit;

  constructor({ tokens, now }: { tokens: TokenList; now: () => number }) {
    this.tokens = tokens;
    this.guesses = new RateLimit({ perSecond: 0.2, burst: 20, now });
  }

  /** A response refuses it. */
  identify(authorization: string | null, { address }: Peer): Caller | Response {
    if (this.tokens.isEmpty) return ANONYMOUS;
    if (!this.guesses.has(address)) {
      return refusal(429, "too many wrong tokens", { "retry-after": "5" });
    }
    if (authorization === null) return refusal(401, "expected a bearer token", CHALLENGE);
    const [, token = ""] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
    const found = this.tokens.find(token);
    if (found) return this.callerOf(found);
    this.guesses.take(address);
    return refusal(401, "unknown token", CHALLENGE);
  }

  private callerOf(token: TokenConfig): Caller {
    const known = this.known.get(token);
    if (known) return known;
    const globs = token.mcp.map((pattern) => compileGlob(pattern));
    const allows = (name: string) => globs.some((glob) => glob.matches(name));
    const caller = { owner: `token ${token.name}`, allows };
    this.known.set(token, caller);
    return caller;
  }
}
