import { HostError } from "@luminarys/sdk-as/engine";

/** `code: message` of what it answers with. Throws when it succeeds, or fails otherwise. */
export async function failureOf(answer: unknown): Promise<string> {
  try {
    await answer;
  } catch (error) {
    if (error instanceof HostError) return `${error.code}: ${error.message}`;
    throw error;
  }
  throw new Error("Cannot give the failure: it succeeded");
}
