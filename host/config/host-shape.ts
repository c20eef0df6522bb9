import { resolve } from "node:path";
import type { Environment } from "@luminarys/sdk-as/engine";
import {
  defaulted,
  limitsShape,
  listOf,
  oneOf,
  optional,
  type Shape,
  section,
  withDefault,
  type YamlValue,
} from "@luminarys/sdk-as/engine/yaml";
import { logLevels } from "../log/log-line.js";
import { expandedText } from "./expanded-text.js";
import { faceSections } from "./face-sections.js";
import type { HostConfig, LlmConfig, LogConfig, MetricsConfig, StoreConfig } from "./model.js";
import { parseEndpoint, parseListenAddress, parseNotEmpty } from "./parse-values.js";
import { type Placed, placed } from "./placed.js";

/** What stands in the file; which skills its entries mean is seen in the folder. */
export type WrittenConfig = Omit<HostConfig, "file" | "folder" | "skills"> & {
  readonly skills: readonly Placed<string>[];
};

const log = section<LogConfig>({
  level: withDefault(oneOf(logLevels), "info"),
  format: optional(oneOf(["pretty", "json"])),
  skill_log: withDefault(oneOf([...logLevels, "off"]), "debug"),
});

export interface HostShapeOptions {
  readonly folder: string;
  readonly environment: Environment;
}

export function hostShape({ folder, environment }: HostShapeOptions): Shape<WrittenConfig> {
  const say = expandedText(environment);
  const path = (text: string) => resolve(folder, parseNotEmpty(text));
  const faces = faceSections(say, path);
  return section<WrittenConfig>({
    http: optional(faces.http),
    tokens: listOf(faces.token),
    skills: listOf(placed(ofManifest(say(path)))),
    web: faces.web,
    websocket: faces.websocket,
    gateway: optional(faces.gateway),
    agents: listOf(faces.agent),
    llm: optional(
      section<LlmConfig>({
        endpoint: say(parseEndpoint),
        model: say(parseNotEmpty),
        key: withDefault(say(), ""),
      }),
    ),
    log: defaulted(log),
    store: optional(
      section<StoreConfig>({
        path: withDefault(say(path), resolve(folder, "data")),
        missed_schedules: withDefault(oneOf(["call", "drop"]), "call"),
      }),
    ),
    limits: limitsShape({}),
    metrics: optional(section<MetricsConfig>({ addr: say(parseListenAddress) })),
  });
}

/** Says of a manifest that stands in host.yaml itself where it belongs. */
function ofManifest(path: Shape<string>): Shape<string> {
  const hint = "write the manifest into a file of its own, and its path here";
  const read = (value: YamlValue) =>
    value.entries() ? void value.reportType("the path of a manifest", hint) : path.read(value);
  return { ...path, read };
}
