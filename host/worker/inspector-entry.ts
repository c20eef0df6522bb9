import { parentPort } from "node:worker_threads";
import { describeModule, loadModule } from "@luminarys/sdk-as/engine";
import type { InspectionInput, InspectionOutcome } from "./inspection.js";
import { packError } from "./packed-error.js";

parentPort?.on("message", (input: InspectionInput) => parentPort?.postMessage(inspect(input)));

function inspect({ bytes, maxMemoryBytes }: InspectionInput): InspectionOutcome {
  try {
    const module = loadModule(bytes, { maxMemoryBytes });
    return { ok: true, module, descriptor: describeModule(module) };
  } catch (thrown) {
    return { ok: false, error: packError(thrown) };
  }
}
