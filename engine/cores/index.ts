export { compileGlob, type Glob } from "./glob.js";
