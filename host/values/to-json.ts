/** A skill's answer as JSON has it: bytes as base64, integers beyond 2^53 and other numbers as text. */
export { exactJsonValue as toJson } from "@luminarys/sdk-as/engine/cores";
