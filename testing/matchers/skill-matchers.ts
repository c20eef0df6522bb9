import type { AreaName, HostFunctionName } from "../../engine/wire/host-functions.gen.js";
import { toBeDenied } from "./to-be-denied.js";
import { toFailWith } from "./to-fail-with.js";
import { toHaveCalledHost } from "./to-have-called-host.js";
import { toHaveLogged } from "./to-have-logged.js";
import { type DescriptorPart, toMatchDescriptor } from "./to-match-descriptor.js";
import { toTrapAt } from "./to-trap-at.js";

/** vitest's matchers for mock hosts and the results of their calls. */
export const skillMatchers = {
  toBeDenied,
  toFailWith,
  toHaveCalledHost,
  toHaveLogged,
  toMatchDescriptor,
  toTrapAt,
};

export interface SkillMatchers<T> {
  /** A mock host, or one call, asked for a host function, with a request that has these fields. */
  toHaveCalledHost(name: HostFunctionName, request?: Readonly<Record<string, unknown>>): T;
  /** A mock host has a log line with this text in it. */
  toHaveLogged(text: string | RegExp, level?: "debug" | "info" | "warn" | "error"): T;
  /** A call, or a function that calls, ended with an error that has this text in it. */
  toFailWith(text: string | RegExp): T;
  /** A manifest refused a host call, of an area if named. */
  toBeDenied(area?: AreaName): T;
  /** A call trapped in a source whose path ends so. Lines count from 1. */
  toTrapAt(file: string, line?: number): T;
  /** A mock host's skill, or a descriptor, has these fields; methods are found by name. */
  toMatchDescriptor(expected: DescriptorPart): T;
}
