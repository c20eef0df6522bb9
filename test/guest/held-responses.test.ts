import { encode } from "@msgpack/msgpack";
import { expect, test } from "vitest";
import { buildSkill } from "../support/build-skill.js";
import { encodeRequest, RawHost, readAnswer } from "../support/raw-host.js";

const source = `
// @skill:id      org.luminarys.held
// @skill:name    "Held"
// @skill:version 1.0.0
import { Context, fsRead } from "@luminarys/sdk-as";

let kept: Context | null = null;

/** Frees what nothing holds and writes over it. */
function churn(): void {
  __collect();
  for (let i = 0; i < 500; i++) new StaticArray<u8>(16 + (i & 63)).fill(0xde);
}

// @skill:method outer "Keeps its context while the host calls back"
// @skill:result "Its name"
export function outer(ctx: Context): string {
  kept = ctx;
  fsRead("/a");
  kept = null;
  churn();
  return "outer";
}

// @skill:method inner "Sets its own context and that of the call it interrupts"
// @skill:param  ownFirst required "Which is set first"
// @skill:result "Its name"
export function inner(ctx: Context, ownFirst: bool): string {
  if (ownFirst) ctx.setLLMContext("said by inner");
  kept!.setLLMContext("said to outer");
  if (!ownFirst) ctx.setLLMContext("said by inner");
  kept = null;
  churn();
  return "inner";
}
`;

test.each([true, false])(
  "a nested call that sets the outer context leaves both answers whole (its own first: %s)",
  async (ownFirst) => {
    const { wasm } = await buildSkill(source);
    const inside: unknown[] = [];
    const host = new RawHost(wasm, {
      functions: {
        fs_read: (_request, at) => {
          inside.push(readAnswer(at.handle(encodeRequest("inner", { ownFirst }))));
          return encode({ content: new Uint8Array(1) });
        },
      },
    });
    const answer = readAnswer(host.handle(encodeRequest("outer", {})));
    expect(answer).toMatchObject({ value: "outer", llm_context: "said to outer" });
    expect(inside).toMatchObject([{ value: "inner", llm_context: "said by inner" }]);
  },
);
