import { describeModule } from "../engine/describe.js";
import { ManifestError } from "../engine/manifest/manifest-error.js";
import type { Limits, Manifest, ManifestInput } from "../engine/manifest/model.js";
import { completeManifest } from "../engine/manifest.js";
import type { SkillModule } from "../engine/module.js";
import { addLines } from "../engine/permissions/manifest-lines.js";
import { unmetRequirements } from "../engine/permissions/requirements.js";
import type { SkillDescriptor } from "../engine/wire/descriptor.gen.js";
import { howToSet, type ManifestSource, readManifest } from "./manifest-source.js";
import { isSource, loadSource, type SkillSource } from "./skill-source.js";

const MIB = 1024 * 1024;
const DEFAULT_MEMORY_BYTES = 64 * MIB;

export interface MockSkillOptions {
  readonly skill: SkillSource | Readonly<Record<string, SkillSource>>;
  /** Of the skill, or by id. Without one a skill may do what it requires and what is scripted. */
  readonly manifest?: ManifestSource | Readonly<Record<string, ManifestSource>> | undefined;
  /** Added to each manifest's env. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Over each manifest's limits. */
  readonly limits?: Partial<Limits> | undefined;
}

/** A skill that a mock host is to run. */
export interface MockSkill {
  readonly module: SkillModule;
  readonly descriptor: SkillDescriptor;
  readonly manifest: Manifest;
  /** Whether the test says what it may do. */
  readonly hasManifest: boolean;
}

/** Loads the skills of a host with their manifests. Throws a SkillLoadError or a ManifestError. */
export function loadSkills(options: MockSkillOptions): MockSkill[] {
  const { skill, manifest } = options;
  if (isSource(skill)) {
    return [
      loadSkill({ source: skill, manifest: manifest as ManifestSource | undefined }, options),
    ];
  }
  const manifests = (manifest ?? {}) as Readonly<Record<string, ManifestSource>>;
  for (const id of Object.keys(manifests)) {
    if (Object.hasOwn(skill, id)) continue;
    const known = Object.keys(skill).join(", ");
    throw new TypeError(`Cannot use manifest of "${id}": the skills are ${known}`);
  }
  return Object.entries(skill).map(([id, source]) =>
    loadSkill({ id, source, manifest: manifests[id] }, options),
  );
}

interface Entry {
  readonly id?: string;
  readonly source: SkillSource;
  readonly manifest: ManifestSource | undefined;
}

function loadSkill(entry: Entry, { env, limits }: MockSkillOptions): MockSkill {
  if (limits) demandLimits(limits);
  const given = entry.manifest === undefined ? undefined : readManifest(entry.manifest, env);
  const memoryMb = limits?.memory_mb ?? given?.limits?.memory_mb;
  const maxMemoryBytes = memoryMb === undefined ? DEFAULT_MEMORY_BYTES : memoryMb * MIB;
  const module = loadSource(entry.source, maxMemoryBytes);
  const descriptor = describeOnce(module);
  const id = entry.id ?? given?.id ?? idOf(descriptor);
  const identity = { id, path: given?.path ?? `${id}.skill` };
  const make = (): Manifest => {
    const complete = completed(given ?? requiredBy(descriptor, identity), { identity, env });
    return {
      ...complete,
      ...identity,
      env: { ...complete.env, ...env },
      limits: { ...complete.limits, ...limits },
    };
  };
  const manifest = manifestOnce(module, {
    key: [identity, given && keyOf(given), env, limits],
    make,
  });
  return { module, descriptor, manifest, hasManifest: given !== undefined };
}

const checkedLimits = new WeakSet<object>();

/** They are as a manifest's are. */
function demandLimits(limits: Partial<Limits>): void {
  if (checkedLimits.has(limits)) return;
  try {
    completeManifest({ id: "any", path: "any.skill", limits });
  } catch (cause) {
    const [problem] = cause instanceof ManifestError ? cause.problems : [];
    if (!problem) throw cause;
    const { message, hint } = problem;
    const text = `Cannot create mock host: ${message}${hint ? `. Hint: ${hint}` : ""}`;
    throw new TypeError(text, { cause });
  }
  checkedLimits.add(limits);
}

const manifests = new WeakMap<SkillModule, Map<string, Manifest>>();

/** Hundreds of tests use one manifest: it is read once. */
function manifestOnce(
  module: SkillModule,
  { key, make }: { key: unknown; make: () => Manifest },
): Manifest {
  const known = manifests.get(module) ?? new Map<string, Manifest>();
  manifests.set(module, known);
  const text = JSON.stringify(key);
  const manifest = known.get(text) ?? make();
  known.set(text, manifest);
  return manifest;
}

let frozenCount = 0;
const frozen = new WeakMap<object, number>();

/** What can't change is known by a number, which is faster to compare. */
function keyOf(given: Partial<ManifestInput>): unknown {
  if (!Object.isFrozen(given)) return given;
  const known = frozen.get(given) ?? ++frozenCount;
  frozen.set(given, known);
  return known;
}

type Identity = Pick<Manifest, "id" | "path">;

/** What was YAML is complete, and its variables are expanded: once is enough. */
function completed(
  given: Partial<ManifestInput>,
  { identity, env }: { identity: Identity; env: MockSkillOptions["env"] },
): Manifest {
  if (Object.isFrozen(given)) return given as Manifest;
  return completeManifest({ ...given, ...identity }, { environment: env ?? {}, howToSet });
}

/** The manifest that grants exactly what the skill requires. */
function requiredBy({ requirements }: SkillDescriptor, identity: Identity): ManifestInput {
  const unmet = unmetRequirements(requirements, completeManifest(identity));
  return addLines(
    identity,
    unmet.flatMap(({ lines }) => lines),
  );
}

const descriptors = new WeakMap<SkillModule, SkillDescriptor>();

function describeOnce(module: SkillModule): SkillDescriptor {
  const descriptor = descriptors.get(module) ?? describeModule(module);
  descriptors.set(module, descriptor);
  return descriptor;
}

/** `org.example.notes` is called `notes`. */
function idOf({ skill_id }: SkillDescriptor): string {
  const last = skill_id.split(".").at(-1) ?? "";
  const id = last.replace(/[^A-Za-z0-9-]+/g, "-").replace(/^[^A-Za-z]+|-+$/g, "");
  return id || "skill";
}
