export { routesOf, socketRouteFields, webRouteFields } from "../manifest/face-shapes.js";
export { limitsShape } from "../manifest/limits-shape.js";
export { portNumber } from "../manifest/numbers.js";
export { parseYaml, type YamlSource } from "./parse-yaml.js";
export { printProblem, type YamlProblem } from "./problem.js";
export {
  defaulted,
  flag,
  listOf,
  oneOf,
  optional,
  type Shape,
  section,
  text,
  wholeNumber,
  withDefault,
} from "./shape.js";
export type { YamlValue } from "./yaml-value.js";
