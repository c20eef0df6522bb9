import { createHash, timingSafeEqual } from "node:crypto";
import type { TokenConfig } from "./config/model.js";

/** The tokens that a host knows, of which it has digests only. */
export class TokenList {
  private readonly tokens: readonly { config: TokenConfig; digest: Buffer }[];

  constructor(tokens: readonly TokenConfig[]) {
    this.tokens = tokens.map((config) => ({ config, digest: Buffer.from(config.sha256, "hex") }));
  }

  get isEmpty(): boolean {
    return this.tokens.length === 0;
  }

  /** Whose a token is; takes as long for each wrong one. */
  find(token: string): TokenConfig | undefined {
    const digest = createHash("sha256").update(token).digest();
    let found: TokenConfig | undefined;
    for (const each of this.tokens) {
      if (timingSafeEqual(each.digest, digest)) found ??= each.config;
    }
    return found;
  }
}
