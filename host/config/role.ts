/** What somebody who connects may do; each includes those before it. */
export type Role = "viewer" | "operator" | "admin";
