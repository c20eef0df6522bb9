import { nearest } from "../nearest.js";
import type { MethodTags } from "../read/annotations.js";
import type { Report } from "../report.js";
import { addsMethods, type SdkCall, type SdkUses } from "./sdk-calls.js";

/** Where each call takes the name of a method: a position, or the name of an option. */
const callbackOf: Readonly<Record<string, string>> = {
  tcpConnect: "1",
  tcpSetCallback: "1",
  wsConnect: "3",
  newCallModule: "3",
  newLoadKV: "1",
  newSubscribe: "1",
  newSchedule: "0",
  batchInvokeCommand: "1",
  "tcp.connect": "callback",
  "tcp.setCallback": "1",
  "ws.connect": "callback",
  "Context.batch": "1",
  "Context.call": "3",
  "Context.loadKV": "1",
  "Context.schedule": "0",
  "Context.subscribe": "1",
};

/** These call the method with what the author says, as any caller may: it needn't be private. */
const schedules: readonly string[] = ["newSchedule", "Context.schedule"];

interface Context {
  readonly uses: SdkUses;
  readonly report: Report;
}

/** Checks the method names that calls give as literals. */
export function validateCallbacks(methods: readonly MethodTags[], { uses, report }: Context): void {
  const names = methods.map((method) => method.name.value);
  const open = addsMethods(uses);
  for (const call of uses.calls) {
    const name = callbackName(call);
    if (name === null || name.value === "") continue;
    const method = methods.find((each) => each.name.value === name.value);
    if (method === undefined && !open) {
      const guess = nearest(name.value, names);
      const hint = guess === "" ? "Add a method with @skill:callback" : `Did you mean "${guess}"?`;
      report.add("SK219", name, { name: name.value, call: call.name, hint });
    } else if (method !== undefined && !method.callback && !schedules.includes(call.name)) {
      report.add("SK220", name, { name: name.value, call: call.name });
    }
  }
}

/** The literal method name that a call gives, or null. */
export function callbackName(call: SdkCall) {
  const key = callbackOf[call.name];
  return key === undefined ? null : (call.strings[key] ?? null);
}
