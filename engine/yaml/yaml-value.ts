import { type Alias, isAlias, isMap, isScalar, isSeq, type Node, type Pair } from "yaml";
import { describeNode } from "./describe-node.js";
import { excerpt } from "./excerpt.js";

/** Where a value stands: knows the path that names it and how to report what is wrong with it. */
export interface YamlPlace {
  /** Keys and indexes from the root: `permissions.fs.dirs[0]`; "" is the root. */
  readonly path: string;
  /** Offset in the text. */
  readonly offset: number;
}

export interface YamlProblemAt {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string | undefined;
}

/** What all values of one document share. */
export interface YamlContext {
  report(problem: YamlProblemAt): void;
  resolve(alias: Alias): Node | undefined;
}

export interface YamlEntry {
  readonly key: string;
  readonly keyOffset: number;
  readonly value: YamlValue;
}

/** A value of a YAML document. */
export class YamlValue implements YamlPlace {
  readonly path: string;
  readonly offset: number;
  readonly node: Node | null;
  private readonly context: YamlContext;

  constructor(node: Node | null, place: YamlPlace, context: YamlContext) {
    this.path = place.path;
    this.offset = node?.range?.[0] ?? place.offset;
    this.context = context;
    this.node = (isAlias(node) ? context.resolve(node) : node) ?? null;
    if (isAlias(node) && !this.node) this.report(`Unknown alias "*${excerpt(node.source)}"`);
  }

  get isNull(): boolean {
    return this.node === null || (isScalar(this.node) && this.node.value === null);
  }

  /** The plain value of a scalar, else undefined. */
  get scalar(): unknown {
    return isScalar(this.node) ? this.node.value : undefined;
  }

  /** A scalar as it's written: `1.0` stays `1.0`. */
  get text(): string | undefined {
    if (!isScalar(this.node) || this.isNull) return undefined;
    return typeof this.node.value === "string" ? this.node.value : (this.node.source ?? undefined);
  }

  /** What is there, for messages. */
  get found(): string {
    return describeNode(this.node);
  }

  /** Undefined when the value isn't a map. */
  entries(): YamlEntry[] | undefined {
    return isMap(this.node) ? this.node.items.map((pair) => this.entry(pair)) : undefined;
  }

  /** Undefined when the value isn't a list. */
  items(): YamlValue[] | undefined {
    if (!isSeq(this.node)) return undefined;
    return this.node.items.map((item, index) => {
      const place = { path: `${this.path}[${index}]`, offset: this.offset };
      return new YamlValue(item as Node | null, place, this.context);
    });
  }

  report(message: string, hint?: string): void {
    this.context.report({ offset: this.offset, message, hint });
  }

  reportAt(offset: number, { message, hint }: { message: string; hint?: string }): void {
    this.context.report({ offset, message, hint });
  }

  /** `Expected a string for permissions.fs.dirs, found a map`. */
  reportType(expected: string, hint?: string): void {
    const name = this.path === "" ? "" : ` for ${this.path}`;
    this.report(`Expected ${expected}${name}, found ${this.found}`, hint);
  }

  private entry({ key, value }: Pair): YamlEntry {
    const name = isScalar(key) ? String(key.source ?? key.value) : describeNode(key as Node);
    const keyOffset = (key as Node | null)?.range?.[0] ?? this.offset;
    const path = this.path === "" ? name : `${this.path}.${name}`;
    const place = { path, offset: keyOffset };
    return {
      key: name,
      keyOffset,
      value: new YamlValue(value as Node | null, place, this.context),
    };
  }
}
