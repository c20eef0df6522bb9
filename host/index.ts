export type { Egress, EgressRequest } from "./devices/egress.js";
