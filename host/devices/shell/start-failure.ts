import { HostError } from "@luminarys/sdk-as/engine";
import { systemCode } from "../paths/system-failure.js";

type Failure = readonly [reason: string, code: HostError["code"]];

/** Why a program can't be started; its working directory is there. */
const failures: Readonly<Record<string, Failure>> = {
  EACCES: ["it isn't executable", "unavailable"],
  ENOTDIR: ["there is no such program", "not_found"],
  ENOEXEC: ["it is no program for this machine", "invalid"],
  ELOOP: ["too many links", "invalid"],
  ENAMETOOLONG: ["its name is too long", "invalid"],
  E2BIG: ["arguments and environment are larger than the system takes", "too_large"],
  ETXTBSY: ["it is being written", "unavailable"],
  EAGAIN: ["the machine takes no more processes", "unavailable"],
  ENOMEM: ["the machine is out of memory", "unavailable"],
  EMFILE: ["the host has too many files open", "unavailable"],
  ENFILE: ["the machine has too many files open", "unavailable"],
};

/** What the system says of a start, as the answer of a host call; `action` stands after `Cannot`. */
export function startFailure(
  error: unknown,
  { action, program }: { action: string; program: string },
): unknown {
  const systemSays = systemCode(error);
  if (systemSays === undefined) return error;
  const [reason, code] =
    systemSays === "ENOENT" ? missing(program) : (failures[systemSays] ?? other(systemSays));
  return new HostError(`Cannot ${action}: ${reason}`, { code, cause: error });
}

function missing(program: string): Failure {
  const where = program.includes("/") ? "" : " in the host's PATH";
  return [`there is no program "${program}"${where}, or its interpreter is missing`, "not_found"];
}

function other(systemSays: string): Failure {
  return [`the system says ${systemSays}`, "unavailable"];
}
