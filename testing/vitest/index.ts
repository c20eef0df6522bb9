export type { SkillMatchers } from "../matchers/skill-matchers.js";
export { SkillBuildError } from "./build-skill.js";
export { skillPlugin } from "./plugin.js";
