import {
  defaulted,
  listOf,
  oneOf,
  optional,
  type Shape,
  section,
  text,
  withDefault,
} from "../yaml/shape.js";
import { type EnvShapeOptions, envShape } from "./env-shape.js";
import { webShape, websocketShape } from "./face-shapes.js";
import { limitsShape } from "./limits-shape.js";
import type { InvokePolicy, Limits, Manifest, McpSection } from "./model.js";
import { permissionsShape } from "./permission-shapes.js";

const invokePolicy = section<InvokePolicy>({
  can_invoke: listOf(text(instanceIds)),
  can_be_invoked_by: withDefault(listOf(text(instanceIds)), ["*"]),
});

const mcp = section<McpSection>({
  mapping: withDefault(oneOf(["per_method", "per_skill"]), "per_method"),
  hidden_methods: listOf(text()),
  exposed_methods: optional(listOf(text())),
  separator: withDefault(text(notEmpty), "/"),
  prefix: withDefault(oneOf(["id", "none"]), "id"),
});

export interface ManifestShapeOptions extends EnvShapeOptions {
  limits: Partial<Limits>;
  /** The manifest's own, for hints. */
  folder?: string | undefined;
}

export function manifestShape(options: ManifestShapeOptions): Shape<Manifest> {
  const { environment, limits, folder, howToSet } = options;
  return section<Manifest>({
    id: text(instanceId),
    path: text(notEmpty),
    description: withDefault(text(), ""),
    permissions: permissionsShape({ folder, home: environment.HOME }),
    limits: limitsShape(limits),
    env: envShape({ environment, howToSet }),
    invoke_policy: defaulted(invokePolicy),
    mcp: defaulted(mcp),
    web: webShape,
    websocket: websocketShape,
  });
}

function instanceIds(id: string): string {
  return id === "*" ? id : instanceId(id);
}

function instanceId(id: string): string {
  if (/^[a-zA-Z][a-zA-Z0-9-]*$/.test(id)) return id;
  throw new SyntaxError(
    `Cannot use skill id "${id}": expected a letter, then letters, digits and hyphens`,
  );
}

function notEmpty(value: string): string {
  if (value !== "") return value;
  throw new SyntaxError("Expected a text that isn't empty");
}
