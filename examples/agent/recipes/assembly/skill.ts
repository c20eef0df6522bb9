/**
 * Knows a few recipes, for any number of people.
 *
 * @skill:id      org.luminarys.recipes
 * @skill:name    "Recipes"
 * @skill:version 1.0.0
 * @skill:desc    "Finds recipes and says what they need"
 */

import { Context } from "@luminarys/sdk-as";
import { findRecipe, Ingredient, recipeNames } from "./recipe";

const MAX_PEOPLE = 100;

// @skill:method find "Find recipes by a word of their name or of an ingredient"
// @skill:param  word optional "The word; all recipes without one" example:milk
// @skill:result "Names of recipes"
// @skill:hint   read_only open_world:false
export function find(word: string = ""): string[] {
  return recipeNames(word);
}

// @skill:method ingredients "Say what a recipe needs"
// @skill:param  name required "The recipe's name" example:pancakes
// @skill:param  people optional "For how many people" default:4
// @skill:result "What it needs"
// @skill:hint   read_only open_world:false
export function ingredients(ctx: Context, name: string, people: i32): Ingredient[] {
  const recipe = findRecipe(name);
  if (recipe === null) {
    const known = recipeNames("").join(", ");
    ctx.fail(`Cannot find recipe "${name}": there are ${known}`);
    return [];
  }
  if (people < 1 || people > MAX_PEOPLE) {
    ctx.fail(`Cannot cook for ${people} people: 1 to ${MAX_PEOPLE} are possible`);
    return [];
  }
  const needed: Ingredient[] = [];
  for (let i = 0; i < recipe.ingredients.length; i++) {
    const each = recipe.ingredients[i];
    const amount = rounded((each.amount * people) / recipe.people);
    needed.push({ name: each.name, amount, unit: each.unit });
  }
  return needed;
}

/** To quarters, upwards: half an egg can be bought by nobody, but cooked. */
function rounded(amount: f64): f64 {
  return Math.ceil(amount * 4) / 4;
}
