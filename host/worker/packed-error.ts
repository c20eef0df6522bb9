import {
  HostError,
  SkillLoadError,
  SkillProtocolError,
  SkillTrapError,
} from "@luminarys/sdk-as/engine";

type Packed<Kind extends string, Rest = unknown> = {
  readonly kind: Kind;
  readonly message: string;
  readonly stack: string | undefined;
} & Rest;

/** An error as messages between threads keep it: they would lose its class. */
export type PackedError =
  | Packed<"trap", Pick<SkillTrapError, "code" | "file" | "line" | "column">>
  | Packed<"protocol", Pick<SkillProtocolError, "code">>
  | Packed<"load", Pick<SkillLoadError, "code">>
  | Packed<"host", Pick<HostError, "code">>
  | Packed<"type">
  | Packed<"range">
  | Packed<"other">;

export function packError(thrown: unknown): PackedError {
  if (!(thrown instanceof Error))
    return { kind: "other", message: String(thrown), stack: undefined };
  const { message, stack } = thrown;
  const told = { message, stack };
  if (thrown instanceof SkillTrapError) {
    const { code, file, line, column } = thrown;
    return { kind: "trap", ...told, code, file, line, column };
  }
  if (thrown instanceof SkillProtocolError) return { kind: "protocol", ...told, code: thrown.code };
  if (thrown instanceof SkillLoadError) return { kind: "load", ...told, code: thrown.code };
  if (thrown instanceof HostError) return { kind: "host", ...told, code: thrown.code };
  if (thrown instanceof TypeError) return { kind: "type", ...told };
  if (thrown instanceof RangeError) return { kind: "range", ...told };
  return { kind: "other", ...told };
}

/** Has the stack of the thread that threw it. */
export function unpackError(packed: PackedError): Error {
  const error = create(packed);
  if (packed.stack !== undefined) error.stack = packed.stack;
  return error;
}

function create(packed: PackedError): Error {
  const { message } = packed;
  switch (packed.kind) {
    case "trap": {
      const { code, file, line = 0, column = 0 } = packed;
      const place = file === undefined ? undefined : { file, line, column };
      return new SkillTrapError(message, { code, place });
    }
    case "protocol":
      return new SkillProtocolError(message, { code: packed.code });
    case "load":
      return new SkillLoadError(message, { code: packed.code });
    case "host":
      return new HostError(message, { code: packed.code });
    case "type":
      return new TypeError(message);
    case "range":
      return new RangeError(message);
    case "other":
      return new Error(message);
  }
}
