import type { MethodInfo, SocketRoute } from "@luminarys/sdk-as/engine";
import { type RefProblem, type RefScope, resolveRef } from "@luminarys/sdk-as/engine/cores";
import type { Handler } from "./socket-plan.js";

const given = ["message", "socket"];

/**
 * The method that a socket's messages go to. Without `ref` nobody is called by host.yaml; a manifest
 * means its own skill then, if that has a method for messages.
 */
export function readHandler(
  { socket, ref }: SocketRoute,
  scope: RefScope,
): Handler | RefProblem | undefined {
  if (ref === undefined && scope.owner === "") return undefined;
  const target = resolveRef(ref, scope);
  if ("message" in target) return ref === undefined ? undefined : target;
  const { skillId, method } = target;
  const reason = unfit(method);
  const takes = takesOf(method);
  if (reason === undefined && takes) return { skillId, method: method.name, takes };
  if (ref === undefined) return undefined;
  const action = `call "${skillId}.${method.name}" with messages of socket "${socket}"`;
  return {
    message: `Cannot ${action}: ${reason ?? "its parameter message is neither text nor bytes"}`,
  };
}

/** Why a method can't be called with a message and the socket's name. */
function unfit({ params }: MethodInfo): string | undefined {
  const missing = params.find(({ name, required }) => required && !given.includes(name));
  return missing && `it requires "${missing.name}", and gets message and socket`;
}

/** Undefined when it is of another type. A method that doesn't say what it takes gets either. */
function takesOf({ params }: MethodInfo): Handler["takes"] | undefined {
  const message = params.find(({ name }) => name === "message");
  if (!message || message.encoding === "any") return "any";
  if (message.type !== "string") return undefined;
  return message.encoding === "base64" ? "bytes" : "text";
}
