export { WebFace, type WebFaceOptions } from "./web/web-face.js";
export type { WebFailure } from "./web/web-failure.js";
