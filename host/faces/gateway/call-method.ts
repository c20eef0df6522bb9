import { nearestName } from "@luminarys/sdk-as/engine";
import { shownValue } from "@luminarys/sdk-as/engine/cores";
import type { Scope } from "./gateway.js";
import { GatewayError } from "./gateway-error.js";
import { methods } from "./methods.js";
import type { Request } from "./read-request.js";
import { demandRole } from "./roles.js";

/** Answers a request of somebody who is connected. Rejects with what the client is told. */
export async function callMethod({ method, params }: Request, scope: Scope): Promise<unknown> {
  const run = methods.get(method);
  if (!run) throw unknownMethod(method);
  demandRole(scope.user.role, { method });
  return run(params, scope);
}

function unknownMethod(method: string): GatewayError {
  const names = [...methods.keys()];
  const near = nearestName(method, names);
  const hint = near === undefined ? `there are ${names.join(", ")}` : `did you mean "${near}"?`;
  const message = `Cannot call ${shownValue(method)}: there is no such method. Hint: ${hint}`;
  return new GatewayError("INVALID_REQUEST", message);
}
