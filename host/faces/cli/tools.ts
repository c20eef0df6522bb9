import type { Host, HostOptions } from "../../host.js";
import type { Inspection, InspectionInput } from "../../worker/inspection.js";

/** What runs modules on behalf of commands. */
export interface CliTools {
  readonly createHost: (options: HostOptions) => Promise<Host>;
  /** Compiles and describes modules, one after the other, without letting them stop the process. */
  readonly inspect: (inputs: readonly InspectionInput[]) => Promise<InspectionResult[]>;
}

export type InspectionResult = PromiseSettledResult<Inspection>;

/** Most milliseconds for compiling a module and reading its descriptor. */
const INSPECT_MS = 10_000;

/** The real ones. Their code is loaded when it's first needed, to keep the start short. */
export const hostTools: CliTools = {
  async createHost(options) {
    const { createHost } = await import("../../host.js");
    return createHost(options);
  },
  async inspect(inputs) {
    const { Inspector } = await import("../../worker/inspector.js");
    const inspector = new Inspector(INSPECT_MS);
    const results = await Promise.allSettled(inputs.map((input) => inspector.inspect(input)));
    await inspector.close();
    return results;
  },
};
