import type { GatewayConfig } from "../../config/model.js";
import type { RateLimit } from "../../listen/rate-limit.js";
import type { TokenList } from "../../token-list.js";
import { GatewayError } from "./gateway-error.js";
import { type GatewayUser, toUser } from "./gateway-user.js";
import { optional, readParams, text } from "./read-params.js";

const MAX_USER_ID = 255;
const MAX_TOKEN = 1024;
/** After which an address that has guessed too often may try again. */
const RETRY_AFTER_MS = 5000;

export interface Door {
  readonly tokens: TokenList;
  /** What connections without a token may do. */
  readonly anonymous: GatewayConfig["anonymous"];
  /** Whether only programs of this machine reach the gateway: others need a token. */
  readonly loopback: boolean;
  /** Of wrong tokens, by address. */
  readonly guesses: RateLimit;
}

export interface SignInOptions {
  readonly door: Door;
  readonly address: string;
}

const userId = text({ max: MAX_USER_ID });

/** Nothing is as if it weren't there: that has an answer of its own. */
const fields = {
  token: optional(text({ min: 0, max: MAX_TOKEN })),
  user_id: optional({ ...userId, read: (value) => (value === "" ? "" : userId.read(value)) }),
};

/** Who connects. Throws a GatewayError; a wrong token makes nobody a viewer. */
export function signIn(
  params: Readonly<Record<string, unknown>>,
  { door, address }: SignInOptions,
): GatewayUser {
  const { token = "", user_id = "" } = readParams(params, { method: "connect", fields });
  if (user_id === "") {
    throw refused("user_id is missing, expected a text of 1 to 255 characters");
  }
  if (token === "") {
    if (door.loopback) return toUser({ token: "", user_id }, door.anonymous);
    throw refused("token is missing, and this address takes nobody without one");
  }
  if (!door.guesses.has(address)) throw tooManyGuesses();
  const found = door.tokens.find(token);
  if (!found) {
    door.guesses.take(address);
    throw refused("unknown token");
  }
  return toUser({ token: found.name, user_id }, found.role);
}

function refused(reason: string): GatewayError {
  return new GatewayError("UNAUTHORIZED", `Cannot connect: ${reason}`);
}

function tooManyGuesses(): GatewayError {
  const message = "Cannot connect: too many wrong tokens came from this address";
  return new GatewayError("RESOURCE_EXHAUSTED", message, { retryAfterMs: RETRY_AFTER_MS });
}
