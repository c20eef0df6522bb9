import type { SuitePart } from "./suite-part.js";

export function envelopesSuite({ describe, promise, expect }: SuitePart): void {
  describe("a call", () => {
    promise("finds what the last one of its session kept", async (world) => {
      const [, other] = world.skills;
      const remember = async (text: string, call = {}) =>
        (await world.call("remember", { text }, call)).value;
      expect(await remember("a", { sessionId: "one" })).toBe("");
      expect(await remember("b", { sessionId: "one" })).toBe("a");
      expect(await remember("c", { sessionId: "two" })).toBe("");
      expect(await remember("d", { sessionId: "one", skill: other })).toBe("");
      expect(await remember("e", { sessionId: "one" })).toBe("b");
    });

    promise("that answers with an error changes nothing", async (world) => {
      await world.call("remember", { text: "a" });
      const failed = await world.call("remember", { text: "b", error: "not today" });
      expect(failed.error).toBe("not today");
      expect((await world.call("remember", { text: "c", error: "nor now" })).error).toBe("nor now");
      await world.call("recall", { key: "remembered" });
      expect((await world.call("events", {})).value).toEqual(["remembered a"]);
      expect((await world.call("remember", { text: "d" })).value).toBe("a");
    });

    promise("that throws fails, keeps nothing, and the next one works", async (world) => {
      await world.call("remember", { text: "a" });
      const outcome = await attempt(() => world.call("crash", { text: "b" }));
      expect(outcome).toMatchObject({ message: "crashed" });
      expect((await world.call("remember", { text: "c" })).value).toBe("a");
    });

    promise("gives the model's context, with an error too", async (world) => {
      const kept = await world.call("remember", { text: "a" });
      expect(kept.llmContext).toBe("remembers a");
      const failed = await world.call("remember", { text: "b", error: "not today" });
      expect([failed.llmContext, failed.error]).toEqual(["remembers b", "not today"]);
    });

    promise("knows its skill and session", async (world) => {
      const [first, second] = world.skills;
      const whoami = async (call: object) => (await world.call("whoami", {}, call)).value;
      expect(await whoami({ sessionId: "one" })).toBe(`${first} whoami one []`);
      expect(await whoami({ skill: second })).toBe(`${second} whoami  []`);
    });

    promise("without an argument that is required answers with an error", async (world) => {
      const { error, value } = await world.call("recall", {});
      expect([typeof error, value ?? null]).toEqual(["string", null]);
      expect((await world.call("events", {})).value).toEqual([]);
    });

    promise("of a callback is refused", async (world) => {
      const outcome = await attempt(() => world.call("on_tcp", {}));
      expect(outcome).toMatchObject({ code: "denied" });
      expect((await world.call("events", {})).value).toEqual([]);
    });
  });
}

/** What it throws, or else gives. */
async function attempt(run: () => unknown): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    return error;
  }
}
