import { isDeepStrictEqual } from "node:util";
import { encode } from "@msgpack/msgpack";
import { encodeRequest, type RawHost, readAnswer } from "../support/raw-host.js";
import { Refusal } from "./foreign-reader.js";
import { expectMix } from "./request-model.js";

export const mixArguments = {
  text: "größe 😀",
  count: -70_000,
  ratio: 0.25,
  flag: true,
  raw: Uint8Array.of(0, 1, 254),
  wide: 2n ** 63n + 5n,
  other: { list: [1, "x", null, [true]], more: { a: -1.5 } },
};
export const mixCall = {
  request_id: "r",
  state: Uint8Array.of(1, 2),
  deadline_ns: 2n ** 60n,
};
export const mixPayload = encode(mixArguments, { useBigInt64: true });
export const validRequests = [
  encodeRequest("mix", mixArguments, mixCall),
  encodeRequest("mix", { text: "x" }),
];

/** Harmed by nothing that came before, its answer is always the same. */
export const check = encodeRequest("echo", { text: "is all well?" });

export interface Finding {
  request: string;
  want: unknown;
  got: unknown;
}

/**
 * Asks a guest and the model of its method `mix`: whether they accept a request, or where they differ
 * or the next call is harmed.
 */
export function requestFindings(host: RawHost): (request: Uint8Array) => boolean | Finding {
  const well = host.handle(check);
  return (request) => {
    const want = attempt(() => expectMix(request));
    const got = attempt(() => {
      const { error, value } = readAnswer(host.handle(request));
      if (error !== undefined) throw new Refusal(error);
      const [text, count, ratio, flag, raw, wide] = value as [string, number, ...unknown[]];
      return [text, BigInt(count), ratio, flag, raw, BigInt(wide as number)];
    });
    const isWell = Buffer.compare(host.handle(check), well) === 0;
    const isSame = want === "refused" ? got === "refused" : isDeepStrictEqual(want, got);
    if (isSame && isWell) return want !== "refused";
    return { request: Buffer.from(request).toString("hex"), want, got: isWell ? got : "harmed" };
  };
}

function attempt<T>(run: () => T): T | "refused" {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return "refused";
    throw error;
  }
}
