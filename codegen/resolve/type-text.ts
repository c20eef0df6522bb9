import type { TypeFacts } from "../read/facts.js";

/** A type as its author wrote it. */
export function typeText(type: TypeFacts): string {
  switch (type.kind) {
    case "name": {
      const args = type.args.map(typeText).join(", ");
      return args === "" ? type.name : `${type.name}<${args}>`;
    }
    case "array":
      return type.of.kind === "nullable" ? `(${typeText(type.of)})[]` : `${typeText(type.of)}[]`;
    case "nullable":
      return `${typeText(type.of)} | null`;
    case "other":
      return type.text;
  }
}
