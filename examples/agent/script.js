/*
 * What the scripted endpoint says. A rule matches the last thing that the user said; `say` gets what the
 * tools have answered in this turn so far, and says something or asks for tools.
 */
const rules = [
  {
    match: /\b(?:cook|make)\b.*?\b(pancakes|tomato soup|rice pudding)\b(?:\D*(\d+))?/i,
    say: ([needed, list], [, name, people = "4"]) => {
      const input = { name: name.toLowerCase(), people: Number(people) };
      if (!needed)
        return { text: `Let me look up ${name}.`, calls: [call("recipes_ingredients", input)] };
      if (!list) return { calls: [call("shopping_add", { items: JSON.parse(needed) })] };
      return {
        text: `For ${name} for ${people} you need:\n\n${bullets(needed)}\n\nAll of it is on your list.`,
      };
    },
  },
  {
    match: /\b(?:list|buy)\b/i,
    say: ([list]) => {
      if (!list) return { calls: [call("shopping_list", {})] };
      if (list === "[]") return { text: "There is nothing on your list." };
      return { text: `You need:\n\n${bullets(list)}` };
    },
  },
  {
    match: /\b(?:clear|empty|forget)\b/i,
    say: ([cleared]) =>
      cleared === undefined
        ? { calls: [call("shopping_clear", {})] }
        : { text: "Your list is empty now." },
  },
  {
    match: /\brecipes?\b(?:.*\bwith (\w+))?/i,
    say: ([names], [, word]) => {
      if (!names) return { calls: [call("recipes_find", word ? { word } : {})] };
      return { text: `I know ${JSON.parse(names).join(", ") || "none"}.` };
    },
  },
  {
    match: /(?:)/,
    say: () => ({
      text: 'I only follow a script. Try "Make pancakes for 8", "What do I have to buy?" or "Which recipes are with milk?"',
    }),
  },
];

/** The answer of the first rule that matches. */
export function answerFor(messages) {
  const asked = messages.findLastIndex(({ role }) => role === "user");
  const said = messages[asked]?.content ?? "";
  const outputs = messages
    .slice(asked + 1)
    .filter(({ role }) => role === "tool")
    .map(({ content }) => content);
  const failure = outputs.find((output) => output.startsWith("Cannot "));
  if (failure) return { text: `That didn't work: ${failure}` };
  const rule = rules.find(({ match }) => match.test(said));
  return rule.say(outputs, rule.match.exec(said));
}

function call(name, input) {
  return { name, input };
}

function bullets(json) {
  const lines = JSON.parse(json).map(({ name, amount, unit }) =>
    unit ? `- ${amount} ${unit} of ${name}` : `- ${amount} ${name}`,
  );
  return lines.join("\n");
}
