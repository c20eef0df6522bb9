import { events } from "../../contract/events.js";
import type { RecordType } from "../../contract/schema.js";
import type { MethodTags } from "../read/annotations.js";
import type { Report } from "../report.js";
import { callbackName } from "./callbacks.js";
import type { SdkUses } from "./sdk-calls.js";

interface Context {
  readonly uses: SdkUses;
  readonly report: Report;
}

/** Checks that a callback's parameters are fields of one event. A schedule may send anything. */
export function validateEvents(methods: readonly MethodTags[], { uses, report }: Context): void {
  const scheduled = uses.calls
    .filter((call) => call.name === "newSchedule" || call.name === "Context.schedule")
    .map((call) => callbackName(call)?.value);
  for (const { callback, name, params } of methods) {
    if (!callback || params.length === 0 || scheduled.includes(name.value)) continue;
    const event = nearestEvent(params.map((param) => param.name.value));
    const fields = event.fields.map((field) => field.key);
    for (const param of params.filter((each) => !fields.includes(each.name.value))) {
      report.add("SK217", param.name, {
        name: param.name.value,
        method: name.value,
        event: event.name,
        fields: fields.join(", "),
      });
    }
  }
}

/** The event that has most of these fields. */
function nearestEvent(names: readonly string[]): RecordType {
  const score = (event: RecordType) =>
    event.fields.filter((field) => names.includes(field.key)).length;
  const [first, ...rest] = events;
  if (first === undefined) throw new Error("Cannot compare with events: the contract has none");
  return rest.reduce((best, event) => (score(event) > score(best) ? event : best), first);
}
