// Made by scripts/generate-wire.ts from contract/. Do not edit.
import { Reader } from "../msgpack/reader";
import { answerError } from "../runtime/exchange";

/** Reads an answer that carries nothing but, perhaps, an error. */
export function readNothing(r: Reader): void {
  for (let left = r.map(); left > 0; left--) {
    r.nextKey();
    answerError(r);
  }
}
