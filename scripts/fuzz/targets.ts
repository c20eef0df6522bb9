import { codecTarget } from "./codec-target.js";
import { argumentsTarget, gatewayTarget, mcpTarget } from "./frame-targets.js";
import type { FuzzTarget } from "./fuzz-target.js";
import { guestTarget } from "./guest-target.js";
import { commandTarget, globTarget, pathTarget } from "./path-targets.js";
import { descriptorTarget, hostYamlTarget, manifestTarget } from "./settings-targets.js";
import { skillGenTarget } from "./skill-gen-target.js";
import {
  cookieTarget,
  endpointTarget,
  redirectTarget,
  routeTarget,
  urlTarget,
} from "./web-targets.js";

/** By name, in the order of their turns. */
export const targets: Readonly<Record<string, () => FuzzTarget | Promise<FuzzTarget>>> = {
  guest: guestTarget,
  codec: codecTarget,
  descriptor: descriptorTarget,
  manifest: manifestTarget,
  "host.yaml": hostYamlTarget,
  "skill-gen": skillGenTarget,
  path: pathTarget,
  glob: globTarget,
  command: commandTarget,
  url: urlTarget,
  endpoint: endpointTarget,
  cookie: cookieTarget,
  redirect: redirectTarget,
  route: routeTarget,
  gateway: gatewayTarget,
  arguments: argumentsTarget,
  mcp: mcpTarget,
};
