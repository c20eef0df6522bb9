import { type CallCounts, CallQuota } from "./call-quota.js";
import { timeLeftMs } from "./deadline.js";
import type { AsyncDevices, HostCall } from "./device.js";
import { HostError } from "./errors.js";
import { hostRules, type Ruling } from "./host-rules.js";
import type { Manifest } from "./manifest/model.js";
import { maskError, maskValues } from "./masking.js";
import { chain } from "./maybe.js";
import { type Allowed, denialOf, type ManifestLine } from "./permissions/decision.js";
import { demandAll } from "./permissions/demand-all.js";
import { type AreaName, type HostFunctionName, hostFunctions } from "./wire/host-functions.gen.js";

/** How a manifest judged a host call, for the journal. */
export interface Verdict {
  readonly allowed: boolean;
  /** What granted it, or why it was denied; "" when nothing had to. */
  readonly reason: string;
  /** The manifest's lines that granted it; the fewest that would have, when they are known. */
  readonly lines: readonly ManifestLine[];
}

type Serve = (request: object, call: HostCall) => unknown;
type Rule = (request: object, manifest: Manifest) => Ruling<object>;

export interface GuardOptions {
  readonly manifest: Manifest;
  /** Unix time in milliseconds. */
  readonly now: () => number;
  /** Where the quotas count, when several guards share the calls of a skill. */
  readonly counts?: CallCounts;
  /** What a skill is told of a call that its manifest doesn't allow; default: what would allow it. */
  readonly tellDenied?:
    | ((name: HostFunctionName, request: object) => string | undefined)
    | undefined;
}

const allNames = Object.keys(hostFunctions) as HostFunctionName[];

const UNASKED: Verdict = { allowed: true, reason: "", lines: [] };

/** Stands before one skill's devices: manifest, quotas and deadline come first. */
export class Guard {
  private readonly manifest: Manifest;
  private readonly now: () => number;
  private readonly quota: CallQuota;
  private readonly tellDenied: GuardOptions["tellDenied"];
  private verdict = UNASKED;

  constructor({ manifest, now, counts, tellDenied }: GuardOptions) {
    this.tellDenied = tellDenied;
    this.manifest = manifest;
    this.now = now;
    this.quota = new CallQuota(manifest.limits, counts);
  }

  /**
   * The same devices, each behind the guard; of these functions, when they are said. They may answer
   * with values or with promises.
   */
  protect<Set extends AsyncDevices>(
    devices: Set,
    names: readonly HostFunctionName[] = allNames,
  ): Set {
    const guarded: Partial<Record<AreaName, Record<string, Serve>>> = {};
    for (const name of names) {
      const { area } = hostFunctions[name];
      const device = devices[area] as Record<string, Serve> | undefined;
      if (!device?.[name]) continue;
      guarded[area] ??= {};
      guarded[area][name] = (request, call) => this.serve(name, { device, request, call });
    }
    return guarded as Set;
  }

  /** The verdict on the last host call, once. */
  takeVerdict(): Verdict {
    const { verdict } = this;
    this.verdict = UNASKED;
    return verdict;
  }

  private serve(
    name: HostFunctionName,
    { device, request, call }: { device: Record<string, Serve>; request: object; call: HostCall },
  ): unknown {
    this.verdict = UNASKED;
    try {
      this.quota.begin(name, { request, call });
      this.demandTime(name, call);
      const answer = device[name]?.(this.demandGrants(name, request), call);
      const counted = chain(answer, (message) => {
        this.quota.add(name, message);
        return message;
      });
      return counted instanceof Promise ? counted.catch((error) => this.fail(error)) : counted;
    } catch (error) {
      this.fail(error);
    }
  }

  private demandGrants(name: HostFunctionName, request: object): object {
    const rule = hostRules[name] as Rule | undefined;
    if (!rule) return request;
    const ruling = rule(request, this.manifest);
    const allowed = this.demandChecks(ruling, { name, request });
    const reason = allowed.map((each) => each.reason).join("; ");
    this.verdict = { allowed: true, reason, lines: allowed.flatMap(({ lines }) => lines) };
    return ruling.request;
  }

  private demandChecks(
    { checks }: Ruling<object>,
    { name, request }: { name: HostFunctionName; request: object },
  ): Allowed[] {
    try {
      return demandAll(checks);
    } catch (error) {
      const isGrantable = (denialOf(error)?.lines.length ?? 0) > 0;
      const told = isGrantable ? this.tellDenied?.(name, request) : undefined;
      if (told !== undefined) (error as HostError).message = told;
      throw error;
    }
  }

  private demandTime(name: HostFunctionName, call: HostCall): void {
    if (timeLeftMs(call, this.now()) > 0) return;
    throw new HostError(`Cannot call ${name}: the call's deadline has passed`, { code: "timeout" });
  }

  private fail(error: unknown): never {
    if (!(error instanceof HostError)) throw error;
    const { env } = this.manifest;
    if (error.code === "denied") {
      const { message, lines } = denialOf(error) ?? { message: error.message, lines: [] };
      this.verdict = { allowed: false, reason: maskValues(message, env), lines };
    }
    throw maskError(error, env);
  }
}
