import type { HostCall } from "../engine/device.js";
import { HostError } from "../engine/errors.js";
import type { DeviceSet } from "../engine/local-runner.js";
import {
  type AreaName,
  type HostFunctionName,
  hostFunctions,
} from "../engine/wire/host-functions.gen.js";
import type { CampaignOptions, CampaignReport, Scenario } from "./campaign.js";
import {
  type ConnectionFailure,
  connectionFailures,
  demandKind,
  type FaultKind,
  faultKinds,
  isOneOf,
} from "./devices/failure-kind.js";
import { networkError, networkFailures } from "./devices/network-failure.js";
import { demandHostFunction } from "./host-function.js";

export interface InjectedFault {
  readonly name: HostFunctionName;
  readonly kind: FaultKind;
  /** Which host call it was, from 1. */
  readonly index: number;
  readonly skillId: string;
  /** The method that made the call. */
  readonly method: string;
  /** How many states skills had written before. */
  readonly statesWritten: number;
}

interface Armed {
  readonly name: HostFunctionName | undefined;
  readonly kind: FaultKind;
  /** The host call that it strikes; undefined for the next one of that name. */
  readonly index: number | undefined;
}

type Serve = (request: object, call: HostCall) => unknown;

/** Of a connection that a fault ends. */
interface Droppable {
  readonly id: string;
  readonly isOpen: boolean;
  fail(kind: ConnectionFailure, message?: string): void;
}

export interface FaultsParts {
  readonly connections: () => readonly Droppable[];
  /** How many states skills have written so far. */
  readonly statesWritten: () => number;
  readonly runCampaign: (scenario: Scenario, options: CampaignOptions) => CampaignReport;
}

/** Their connection is gone, whatever they answer. */
const closing: readonly string[] = ["tcp_close", "ws_close"];

/** Makes host calls fail that would have succeeded. */
export class Faults {
  /** Those that have struck, in order. */
  readonly injected: InjectedFault[] = [];
  private readonly armed: Armed[] = [];
  private readonly parts: FaultsParts;
  private readonly made: HostFunctionName[] = [];

  constructor(parts: FaultsParts) {
    this.parts = parts;
  }

  /** The host calls that reached a device or a fault, in order. */
  get calls(): readonly HostFunctionName[] {
    return this.made;
  }

  /**
   * The next call of this function fails; said again, the one after it too. Throws a TypeError for an
   * unknown name or kind.
   */
  next(name: HostFunctionName, kind: FaultKind = "unavailable"): this {
    demandHostFunction(name, "make a host call fail");
    demandKind(kind, { known: faultKinds, action: `make ${name} fail` });
    this.armed.push({ name, kind, index: undefined });
    return this;
  }

  /**
   * The host call with this number fails, counted from 1 over all functions. Throws a TypeError for an
   * unknown kind.
   */
  at(index: number, kind: FaultKind = "unavailable"): this {
    demandKind(kind, { known: faultKinds, action: `make host call ${index} fail` });
    this.armed.push({ name: undefined, kind, index });
    return this;
  }

  /**
   * Runs a scenario on hosts made as this one, once without faults and then with one fault at each of
   * its host calls in turn. Throws what the scenario throws without faults.
   */
  campaign(scenario: Scenario, options: CampaignOptions = {}): CampaignReport {
    return this.parts.runCampaign(scenario, options);
  }

  /** Faults that nothing has met, as a test writes them. */
  unused(): string[] {
    return this.armed.map(({ name, kind, index }) =>
      name ? `host.faults.next("${name}", "${kind}")` : `host.faults.at(${index}, "${kind}")`,
    );
  }

  /** The functions of these names, each behind the faults. A device is looked at when it is asked. */
  wrap(devices: DeviceSet, names: readonly HostFunctionName[]): DeviceSet {
    const wrapped: Partial<Record<AreaName, Record<string, Serve>>> = {};
    for (const name of names) {
      const { area } = hostFunctions[name];
      if (!(area in devices)) continue;
      wrapped[area] ??= {};
      wrapped[area][name] = (request, call) => {
        const fault = this.strike(name, { request, call });
        const serve = () => (devices[area] as unknown as Record<string, Serve>)[name];
        const answer = fault && !closing.includes(name) ? undefined : serve()?.(request, call);
        if (fault) throw fault;
        return answer;
      };
    }
    return { ...wrapped, close: () => devices.close?.() } as DeviceSet;
  }

  private strike(
    name: HostFunctionName,
    { request, call }: { request: object; call: HostCall },
  ): HostError | undefined {
    const index = this.made.push(name);
    const at = this.armed.findIndex((each) => each.index === index || each.name === name);
    if (at < 0) return undefined;
    const [{ kind }] = this.armed.splice(at, 1) as [Armed];
    const { skillId, method } = call;
    const statesWritten = this.parts.statesWritten();
    this.injected.push({ name, kind, index, skillId, method, statesWritten });
    this.drop(request, kind);
    return faultError(name, kind);
  }

  /** A connection that fails so is gone, and its callback hears of it. */
  private drop(request: object, kind: FaultKind): void {
    if (!("conn_id" in request) || !isOneOf(connectionFailures, kind)) return;
    const connection = this.parts.connections().find(({ id }) => id === request.conn_id);
    if (connection?.isOpen) connection.fail(kind);
  }
}

function faultError(name: HostFunctionName, kind: FaultKind): HostError {
  const action = `call ${name}`;
  if (isOneOf(networkFailures, kind)) return networkError(kind, action);
  const message = `Cannot ${action}: a fault was injected (${kind})`;
  return new HostError(message, { code: kind });
}
