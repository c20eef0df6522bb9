import { ask } from "./asker.js";
import type { SuitePart } from "./suite-part.js";

export function llmSuite({ describe, promise, expect }: SuitePart): void {
  describe("llm", () => {
    promise("the model's answer is the content", async (world) => {
      await world.complete("four");
      const prompt = { prompt: "2 + 2?", temperature: 0, max_tokens: 10 };
      expect(await ask(world, "prompt_complete", prompt)).toMatchObject({ content: "four" });
    });

    promise("a session without history has an empty one", async (world) => {
      expect(await ask(world, "history_get", { filter: "last:10" })).toEqual([]);
    });

    promise("a session's history is its own, and filtered", async (world) => {
      const user = { role: "user", content: "2 + 2?" };
      const assistant = { role: "assistant", content: "four" };
      await world.remember("", [user, assistant]);
      await world.remember("another", [{ role: "user", content: "secret" }]);
      const history = (filter: string) => ask(world, "history_get", { filter });
      expect(await history("")).toEqual([user, assistant]);
      expect(await history("last:1")).toEqual([assistant]);
      expect(await history("role:user")).toEqual([user]);
    });

    promise("a filter that is none is invalid", async (world) => {
      const answer = await ask(world, "history_get", { filter: "first:1" });
      expect(answer).toMatchObject({ error_code: "invalid" });
    });
  });
}
