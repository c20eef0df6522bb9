import { buildHabits, openHabits } from "../../test/guest/habits.js";
import { requestFindings, validRequests } from "../../test/guest/request-findings.js";
import { type FuzzTarget, promise } from "./fuzz-target.js";

/** Raw bytes into `skill_handle`: the right answer or a refusal, and a next call that isn't harmed. */
export async function guestTarget(): Promise<FuzzTarget> {
  const host = openHabits(await buildHabits("incremental"));
  const compare = requestFindings(host);
  return {
    name: "guest",
    corpus: validRequests,
    run: (input) => {
      const outcome = compare(input);
      promise(typeof outcome === "boolean", `the guest reads it otherwise: ${print(outcome)}`);
    },
  };
}

function print(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? `${each}n` : each));
}
