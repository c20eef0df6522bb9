// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Answer, answerError } from "../runtime/exchange";

/** Reads an answer that carries nothing but, perhaps, an error. */
export function readNothing(r: Answer): void {
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    answerError(r);
  }
}
