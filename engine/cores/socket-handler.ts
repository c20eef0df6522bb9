import type { Value } from "../codec/value.js";
import type { SocketRoute } from "../manifest/model.js";
import type { MethodInfo } from "../wire/descriptor.gen.js";
import { exactJsonValue } from "./json-schema.js";
import { type RefProblem, type RefScope, resolveRef } from "./route-ref.js";

/** The method that gets a socket's messages. */
export interface SocketHandler {
  readonly skillId: string;
  readonly method: string;
  /** What its parameter `message` takes. */
  readonly takes: "text" | "bytes" | "any";
}

const given = ["message", "socket"];

/**
 * The method that a declared socket's messages go to. Without `ref` host.yaml means none; a manifest
 * means its own skill then, if that has one method, or one called handle, that takes messages.
 */
export function findSocketHandler(
  { socket, ref }: SocketRoute,
  scope: RefScope,
): SocketHandler | RefProblem | undefined {
  if (ref === undefined && scope.owner === "") return undefined;
  const target = resolveRef(ref, scope);
  if ("message" in target) return ref === undefined ? undefined : target;
  const { skillId, method } = target;
  const takes = takesOf(method);
  const reason = unfit(method) ?? (takes ? undefined : NEITHER);
  if (takes && reason === undefined) return { skillId, method: method.name, takes };
  if (ref === undefined) return undefined;
  const action = `call "${skillId}.${method.name}" with messages of socket "${socket}"`;
  return { message: `Cannot ${action}: ${reason}` };
}

/** The argument `message`; a refusal says why the method doesn't take it. */
export function socketArgument(
  message: string | Uint8Array,
  { takes, skillId, method }: SocketHandler,
): { readonly message: string | Uint8Array } | { readonly refusal: string } {
  const isText = typeof message === "string";
  if (takes === "bytes" && isText) return { message: new TextEncoder().encode(message) };
  if (takes !== "text" || isText) return { message };
  return { refusal: `"${skillId}.${method}" takes text, and the message is binary` };
}

/** The message that an answer is: a string as text, bytes as binary, nil none, the rest as JSON text. */
export function socketAnswer(value: Value): string | Uint8Array | undefined {
  if (value === null) return undefined;
  if (typeof value === "string" || value instanceof Uint8Array) return value;
  return JSON.stringify(exactJsonValue(value));
}

const NEITHER = "its parameter message is neither text nor bytes";

/** Why a method can't be called with a message and the socket's name. */
function unfit({ params }: MethodInfo): string | undefined {
  const missing = params.find(({ name, required }) => required && !given.includes(name));
  return missing && `it requires "${missing.name}", and gets message and socket`;
}

/** Undefined when it is of another type. A method that doesn't say what it takes gets either. */
function takesOf({ params }: MethodInfo): SocketHandler["takes"] | undefined {
  const message = params.find(({ name }) => name === "message");
  if (!message || message.encoding === "any") return "any";
  if (message.type !== "string") return undefined;
  return message.encoding === "base64" ? "bytes" : "text";
}
