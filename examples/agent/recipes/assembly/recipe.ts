export class Ingredient {
  name!: string;
  amount: f64;
  /** g, ml, or "" for pieces. */
  unit: string = "";
}

export class Recipe {
  name!: string;
  people: i32;
  ingredients!: Ingredient[];
}

const recipes: Recipe[] = [
  {
    name: "pancakes",
    people: 4,
    ingredients: [some(250, "g", "flour"), some(500, "ml", "milk"), some(3, "", "eggs")],
  },
  {
    name: "tomato soup",
    people: 2,
    ingredients: [some(400, "g", "tomatoes"), some(1, "", "onion"), some(200, "ml", "stock")],
  },
  {
    name: "rice pudding",
    people: 4,
    ingredients: [some(125, "g", "rice"), some(1000, "ml", "milk"), some(60, "g", "sugar")],
  },
];

export function findRecipe(name: string): Recipe | null {
  for (let i = 0; i < recipes.length; i++) {
    if (recipes[i].name == name.toLowerCase()) return recipes[i];
  }
  return null;
}

/** Those whose name or ingredients hold a word; "" is all. */
export function recipeNames(word: string): string[] {
  const wanted = word.toLowerCase();
  const names: string[] = [];
  for (let i = 0; i < recipes.length; i++) {
    if (holds(recipes[i], wanted)) names.push(recipes[i].name);
  }
  return names;
}

function holds(recipe: Recipe, word: string): bool {
  if (recipe.name.includes(word)) return true;
  for (let i = 0; i < recipe.ingredients.length; i++) {
    if (recipe.ingredients[i].name.includes(word)) return true;
  }
  return false;
}

function some(amount: f64, unit: string, name: string): Ingredient {
  return { name, amount, unit };
}
