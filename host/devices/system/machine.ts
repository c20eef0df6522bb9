import { availableParallelism, hostname } from "node:os";
import type { HostFunctionTypes } from "@luminarys/sdk-as/engine";

/** Node's names that Go spells otherwise. */
const goNames: Readonly<Record<string, string>> = {
  win32: "windows",
  sunos: "solaris",
  x64: "amd64",
  ia32: "386",
  ppc64: "ppc64le",
  mipsel: "mipsle",
};

/** The machine in Go's words. */
export function machine(): HostFunctionTypes["sys_info"]["answer"] {
  return {
    os: goNames[process.platform] ?? process.platform,
    arch: goNames[process.arch] ?? process.arch,
    hostname: hostname(),
    num_cpu: availableParallelism(),
  };
}

/** IANA name of the time zone that the process runs in. */
export function machineTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone ?? "UTC";
}
