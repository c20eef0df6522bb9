import { argumentsSchema } from "../../../tools/arguments-schema.js";
import { readArguments } from "../../../tools/read-arguments.js";
import { toolMethods } from "../../../tools/tool-source.js";
import { toJson } from "../../../values/to-json.js";
import type { ParamsObject, Scope } from "../gateway.js";
import { GatewayError } from "../gateway-error.js";
import { storedSessionId } from "../gateway-user.js";
import { object, optional, readParams, text, wholeNumber } from "../read-params.js";
import { readSessionId, sessionFields } from "./session-param.js";

const MAX_NAME = 255;
const MAX_TIMEOUT_MS = 3_600_000;

/** The skills with the methods that they show to the outside. */
export function skillsList(params: ParamsObject, { gateway }: Scope): unknown {
  readParams(params, { method: "skills.list", fields: {} });
  const skills = gateway.host.list().map((skill) => ({
    id: skill.id,
    name: skill.descriptor.skill_name,
    version: skill.descriptor.skill_version,
    description: skill.descriptor.description,
    methods: toolMethods(skill).map((method) => ({
      name: method.name,
      description: method.description,
      input: argumentsSchema(method),
    })),
  }));
  return { skills };
}

const invokeFields = {
  skill: text({ max: MAX_NAME }),
  method: text({ max: MAX_NAME }),
  args: optional(object()),
  timeoutMs: optional(wholeNumber({ min: 1, max: MAX_TIMEOUT_MS })),
  ...sessionFields,
};

/** Calls a method of a skill, in a session of the user's or in the one that all its calls share. */
export async function skillsInvoke(params: ParamsObject, scope: Scope): Promise<unknown> {
  const read = readParams(params, { method: "skills.invoke", fields: invokeFields });
  const { gateway, user, signal } = scope;
  const method = findMethod(read, scope);
  const name = `${read.skill}/${read.method}`;
  const call = readArguments(method, { given: read.args ?? {}, name });
  if ("fault" in call) throw new GatewayError("INVALID_REQUEST", call.fault);
  const wanted = readSessionId(read, "skills.invoke");
  const session =
    wanted === undefined ? undefined : await gateway.sessions.find(user.owner, wanted);
  const result = await gateway.host.invoke(read.skill, read.method, {
    args: call.args,
    sessionId: session?.id ?? storedSessionId(user.owner, ""),
    signal,
    ...(read.timeoutMs !== undefined && { timeoutMs: read.timeoutMs }),
  });
  const { error, value, llmContext } = result;
  if (error !== undefined) throw new GatewayError("FAILED_PRECONDITION", error);
  return { result: toJson(value), ...(llmContext !== undefined && { llm_context: llmContext }) };
}

function findMethod({ skill, method }: { skill: string; method: string }, { gateway }: Scope) {
  const hosted = gateway.host.list().find(({ id }) => id === skill);
  const found = hosted && toolMethods(hosted).find(({ name }) => name === method);
  if (found) return found;
  const name = JSON.stringify(hosted ? `${skill}/${method}` : skill);
  const what = hosted ? "method" : "skill";
  throw new GatewayError("NOT_FOUND", `Cannot invoke ${name}: there is no such ${what}`);
}
