import { GatewayClient } from "@luminarys/skill-host";
import { expect, onTestFinished, test } from "vitest";
import { runExample } from "./example-project.js";

test("the example's agent looks recipes up, shops for them and remembers", async () => {
  const url = await runExample();
  const client = new GatewayClient({ url: `${url.replace("http", "ws")}/ws`, userId: "ada" });
  onTestFinished(() => client.close());
  await client.connect();
  const ask = async (message: string, sessionId?: string) => {
    const chat = client.chat({ agentId: "kitchen", message, ...(sessionId && { sessionId }) });
    const tools: string[] = [];
    for await (const event of chat) if (event.kind === "tool_call") tools.push(event.tool);
    return { ...(await chat.answer), tools };
  };

  const cooking = await ask("Make pancakes for 8");
  expect(cooking.tools).toEqual(["recipes_ingredients", "shopping_add"]);
  expect(cooking.content).toBe(
    `Let me look up pancakes.

For pancakes for 8 you need:

- 500 g of flour
- 1000 ml of milk
- 6 eggs

All of it is on your list.`,
  );
  const { sessionId } = cooking;
  expect((await ask("And I make tomato soup for 2", sessionId)).tools).toHaveLength(2);
  expect((await ask("What do I have to buy?", sessionId)).content).toBe(
    `You need:

- 500 g of flour
- 1000 ml of milk
- 6 eggs
- 400 g of tomatoes
- 1 onion
- 200 ml of stock`,
  );
  expect((await ask("What do I have to buy?")).content).toBe("There is nothing on your list.");
  expect((await ask("Empty it", sessionId)).content).toBe("Your list is empty now.");
  expect((await ask("Which recipes are with milk?")).content).toBe(
    "I know pancakes, rice pudding.",
  );
  expect((await ask("Make pancakes for 500")).content).toBe(
    "Let me look up pancakes.\n\nThat didn't work: Cannot cook for 500 people: 1 to 100 are possible",
  );
  const page = await fetch(`${url}/chat`);
  expect([page.status, page.headers.get("content-type")]).toEqual([
    200,
    "text/html; charset=utf-8",
  ]);
});
