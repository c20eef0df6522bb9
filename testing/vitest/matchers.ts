import { expect } from "vitest";
import { type SkillMatchers, skillMatchers } from "../matchers/skill-matchers.js";

declare module "vitest" {
  interface Matchers<T> extends SkillMatchers<T> {}
}

expect.extend(skillMatchers);
