import {
  matchRoute,
  parseRoutePattern,
  pathSegments,
  type RoutePattern,
} from "../../../engine/cores/route-pattern.js";
import { resolveRef } from "../../../engine/cores/route-ref.js";
import type { WebRoute } from "../../../engine/manifest/model.js";
import type { DeviceHost } from "../../../engine/skill-input.js";
import type { MethodInfo } from "../../../engine/wire/descriptor.gen.js";
import type { SkillCaller } from "../skill-caller.js";

export interface RouteTarget {
  readonly declared: WebRoute;
  readonly skillId: string;
  readonly method: MethodInfo;
}

export interface RouteMatch extends RouteTarget {
  /** The path's parameters, percent-encoded. */
  readonly params: readonly (readonly [name: string, value: string])[];
}

interface Entry {
  readonly declared: WebRoute;
  readonly pattern: RoutePattern;
  /** The skill whose manifest has it; "" when the test does. */
  readonly owner: string;
}

export interface WebRoutesParts {
  readonly caller: SkillCaller;
  /** Whose manifests may have routes. */
  readonly hosts: () => readonly DeviceHost[];
}

/** The routes of a test, and those of manifests behind them. The first that matches counts. */
export class WebRoutes {
  private readonly parts: WebRoutesParts;
  private readonly own: Entry[] = [];
  private readonly asked = new Set<Entry>();

  constructor(parts: WebRoutesParts) {
    this.parts = parts;
  }

  /** Throws a SyntaxError for a path that no route has, and a TypeError for a ref to nothing. */
  add(declared: WebRoute): void {
    const entry = { declared, pattern: parseRoutePattern(declared.path), owner: "" };
    this.resolve(entry);
    this.own.push(entry);
  }

  /** Undefined when there is none; HEAD falls back to GET. */
  find(method: string, path: string): RouteMatch | undefined {
    return this.first(method, path) ?? (method === "HEAD" ? this.first("GET", path) : undefined);
  }

  /** The methods under which a path is known. */
  methodsOf(path: string): string[] {
    const segments = pathSegments(path);
    const known = this.all.filter(({ pattern }) => matchRoute(pattern, segments));
    const methods = new Set(known.map(({ declared }) => declared.method));
    if (methods.has("GET")) methods.add("HEAD");
    return [...methods].sort();
  }

  /** The test's that nobody has requested, as it writes them. */
  unused(): string[] {
    return this.own
      .filter((entry) => !this.asked.has(entry))
      .map(({ declared: { method, path } }) => `host.web.route("${method}", "${path}")`);
  }

  private get all(): Entry[] {
    const declared = this.parts.hosts().flatMap(({ skillId: owner, manifest }) =>
      (manifest.web?.routes ?? []).map((route) => ({
        declared: route,
        pattern: parseRoutePattern(route.path),
        owner,
      })),
    );
    return [...this.own, ...declared];
  }

  private first(method: string, path: string): RouteMatch | undefined {
    const segments = pathSegments(path);
    for (const entry of this.all) {
      const params = matchRoute(entry.pattern, segments);
      if (!params || entry.declared.method !== method) continue;
      this.asked.add(entry);
      return { ...this.resolve(entry), params };
    }
    return undefined;
  }

  private resolve({ declared, owner }: Entry): RouteTarget {
    const { caller } = this.parts;
    const skills = caller.skillIds.map((id) => ({ id, descriptor: caller.describe(id) }));
    const [first] = skills;
    // A test with one skill needn't name it.
    const ownerId = owner === "" && skills.length === 1 && first ? first.id : owner;
    const target = resolveRef(declared.ref, { owner: ownerId, skills });
    if (!("message" in target)) return { declared, ...target };
    const hint = target.hint === undefined ? "" : `. Hint: ${target.hint}`;
    throw new TypeError(`${target.message}${hint}`);
  }
}
