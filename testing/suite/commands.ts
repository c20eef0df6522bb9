import { hear } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

export function commandsSuite({ describe, promise, expect }: SuitePart): void {
  describe("commands", () => {
    promise("call_module calls another skill, whose answer the callback hears", async (world) => {
      const [first, second] = world.skills;
      await world.call("pass_on", { skill: second, method: "say", text: "hi" });
      const heard = `${second}/say context: hi for [${first}]`;
      expect(await hear(world, 1)).toEqual([heard]);
    });

    promise("call_module's callback hears of errors", async (world) => {
      const [first, second] = world.skills;
      await world.call("pass_on", { skill: second, method: "fail", text: "no" });
      await world.call("pass_on", { skill: second, method: "on_tcp", text: "no" });
      await world.call("pass_on", { skill: "nobody", method: "say", text: "no" });
      expect(await hear(world, 3)).toEqual([
        `${second}/fail context failed: no for [${first}]`,
        `${second}/on_tcp context failed: Cannot invoke "${second}/on_tcp": it is a callback, private to "${second}"`,
        'nobody/say context failed: Cannot invoke "nobody/say": no such skill',
      ]);
    });

    promise("batch_invoke gives each item's answer or error by its index", async (world) => {
      const [first, second] = world.skills;
      await world.call("spread", { skill: second, methods: ["say", "fail", "say"] });
      expect(await hear(world, 3)).toEqual([
        `0: 0 for [${first}]`,
        `1 failed: 1 for [${first}]`,
        `2: 2 for [${first}]`,
      ]);
    });

    promise(
      "schedule calls a method of the skill later, in the session that asked",
      async (world) => {
        await world.call("remind", { text: "one", delay_ms: 30 }, { sessionId: "s" });
        await world.call("remind", { text: "two", delay_ms: 10 });
        const heard = await hear(world, 2);
        expect(heard.sort()).toEqual(["time one [s]", "time two []"]);
      },
    );

    promise("emit_event reaches every subscriber of its topic", async (world) => {
      const [first, second] = world.skills;
      await world.call("subscribe", { topic: "news" });
      await world.call("subscribe", { topic: "news" }, { skill: second });
      await world.call("publish", { topic: "news", text: "hello" });
      await world.call("publish", { topic: "other", text: "nobody hears" });
      const wanted = [`news: hello from ${first}`];
      expect(await hear(world, 1)).toEqual(wanted);
      expect(await hear(world, 1, { skill: second })).toEqual(wanted);
    });

    promise("store_kv keeps a value that load_kv finds, from every skill", async (world) => {
      const [, second] = world.skills;
      await world.call("remember", { text: "a" });
      await world.call("recall", { key: "remembered" }, { skill: second });
      await world.call("recall", { key: "nothing" }, { skill: second });
      expect(await hear(world, 2, { skill: second })).toEqual(["remembered a", "nothing absent"]);
    });
  });
}
