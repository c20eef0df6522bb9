/** What the language keeps for itself: keywords, types, and globals that printed code uses. */
const reserved = new Set(
  `abstract any anyref as async await bool boolean break case catch class const continue constructor
  debugger declare default delete do else enum export extends f32 f64 false finally for from function
  funcref get i16 i32 i64 i8 if implements import in instanceof interface is isize keyof let
  namespace never new null number object of override package private protected public readonly
  return set static string super switch symbol this throw true try type typeof u16 u32 u64 u8
  undefined unknown usize v128 var void while with yield
  arguments eval NaN Infinity
  Array Error Map StaticArray String Uint8Array`.split(/\s+/),
);

/** Gives out names that are free in a scope and in those around it. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #around: Names | null;

  constructor(around: Names | null = null) {
    this.#around = around;
  }

  /** `preferred`, or the same with a number behind it. */
  take(preferred: string): string {
    let name = preferred;
    for (let number = 2; this.#has(name); number++) name = `${preferred}${number}`;
    this.#taken.add(name);
    return name;
  }

  #has(name: string): boolean {
    if (this.#taken.has(name) || reserved.has(name)) return true;
    return this.#around === null ? false : this.#around.#has(name);
  }
}

/** `log_file` and `log-file` become `logFile`. */
export function camelCase(name: string): string {
  const joined = name.replace(/[^a-z0-9]+([a-z0-9])?/gi, (_, next: string | undefined) =>
    (next ?? "").toUpperCase(),
  );
  const first = joined.charAt(0).toLowerCase() + joined.slice(1);
  return /^[a-z]/.test(first) ? first : `arg${first}`;
}

/** `log_file` and `log-file` become `LogFile`. */
export function pascalCase(name: string): string {
  const camel = camelCase(name);
  return camel.charAt(0).toUpperCase() + camel.slice(1);
}
