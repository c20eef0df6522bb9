import type { Environment, Manifest } from "@luminarys/sdk-as/engine";

/** What programs need to work at all: where programs and temporary files are, language and time. */
const passed = [
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "TZ",
  "TMPDIR",
] as const;

/** All that a command sees: a few variables of the host, then those of the manifest. */
export function childEnvironment({
  host,
  manifest,
  workdir,
}: {
  host: Environment;
  manifest: Manifest;
  workdir: string;
}): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of passed) {
    const value = host[name];
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, PWD: workdir, ...manifest.env };
}
