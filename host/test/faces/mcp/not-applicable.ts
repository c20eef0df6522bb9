const resources = "skills offer tools; the host has no resources";
const prompts = "skills offer tools; the host has no prompts";
const elicitation = "no host function asks the user, so no skill can elicit";

/** Scenarios of the conformance tests that the host doesn't run, and why. */
export const notApplicable: Readonly<Record<string, string>> = {
  "completion-complete": "completion is for the arguments of prompts and resources",
  "tools-call-elicitation": elicitation,
  "elicitation-sep1034-defaults": elicitation,
  "elicitation-sep1330-enums": elicitation,
  "json-schema-2020-12": "wants a tool with $defs; schemas of skills are made from types, without",
  "server-sse-polling": "wants a tool that ends its own stream; skills don't know of streams",
  "resources-list": resources,
  "resources-read-text": resources,
  "resources-read-binary": resources,
  "resources-templates-read": resources,
  "resources-subscribe": resources,
  "resources-unsubscribe": resources,
  "prompts-list": prompts,
  "prompts-get-simple": prompts,
  "prompts-get-with-args": prompts,
  "prompts-get-embedded-resource": prompts,
  "prompts-get-with-image": prompts,
};
