export const BLOCK = 512;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where a field lies in a ustar header. */
const fields = {
  name: [0, 100],
  mode: [100, 8],
  owner: [108, 8],
  group: [116, 8],
  size: [124, 12],
  modified: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 6],
  version: [263, 2],
  prefix: [345, 155],
} as const;

type FieldName = keyof typeof fields;

export interface TarHeader {
  name: string;
  /** `0` file, `5` directory, `1` and `2` links, `x`, `g`, `L` and `K` data of the next header. */
  type: string;
  size: number;
  mode: number;
  /** Unix time in seconds. */
  modified: number;
}

/** Undefined for the block of zeros that ends an archive. Throws a SyntaxError. */
export function readTarHeader(block: Uint8Array): TarHeader | undefined {
  if (block.every((byte) => byte === 0)) return undefined;
  if (readNumber(block, "checksum") !== checksumOf(block)) {
    throw new SyntaxError("Cannot read archive: a tar header has a wrong checksum");
  }
  const ustar = readText(block, "magic").startsWith("ustar");
  const prefix = ustar && block[262] === 0 ? readText(block, "prefix") : "";
  const name = readText(block, "name");
  return {
    name: prefix ? `${prefix}/${name}` : name,
    type: readText(block, "type") || "0",
    size: readNumber(block, "size"),
    mode: readNumber(block, "mode") & 0o777,
    modified: readNumber(block, "modified"),
  };
}

/** The name must fit into 100 bytes, or into 155 and 100 around a `/`. */
export function writeTarHeader(header: TarHeader): Uint8Array {
  const { prefix, name } = splitName(header.name) ?? { prefix: "", name: header.name };
  const block = new Uint8Array(BLOCK);
  const put = (field: FieldName, text: string) => {
    const [start, length] = fields[field];
    block.set(encoder.encode(text).subarray(0, length), start);
  };
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  put("name", name);
  put("mode", octal(header.mode, 7));
  put("owner", octal(0, 7));
  put("group", octal(0, 7));
  put("size", octal(header.size, 11));
  put("modified", octal(Math.max(0, header.modified), 11));
  put("type", header.type);
  put("magic", "ustar\0");
  put("version", "00");
  put("prefix", prefix);
  put("checksum", `${checksumOf(block).toString(8).padStart(6, "0")}\0 `);
  return block;
}

/** Undefined when a name doesn't fit into a header. */
export function splitName(path: string): { prefix: string; name: string } | undefined {
  const bytes = encoder.encode(path).length;
  if (bytes <= fields.name[1]) return { prefix: "", name: path };
  if (bytes > 256) return undefined;
  for (let at = path.indexOf("/"); at > 0; at = path.indexOf("/", at + 1)) {
    const prefix = path.slice(0, at);
    const name = path.slice(at + 1);
    const fits = encoder.encode(prefix).length <= 155 && encoder.encode(name).length <= 100;
    if (fits && name !== "") return { prefix, name };
  }
  return undefined;
}

function readText(block: Uint8Array, field: FieldName): string {
  const [start, length] = fields[field];
  const bytes = block.subarray(start, start + length);
  const end = bytes.indexOf(0);
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or with the first bit set a big-endian number. */
function readNumber(block: Uint8Array, field: FieldName): number {
  const [start, length] = fields[field];
  if ((block[start] as number) & 0x80) {
    return block.subarray(start + 1, start + length).reduce((sum, byte) => sum * 256 + byte, 0);
  }
  const digits = readText(block, field).trim();
  if (!/^[0-7]*$/.test(digits)) {
    throw new SyntaxError(`Cannot read archive: the ${field} of a tar header is "${digits}"`);
  }
  return Number.parseInt(digits || "0", 8);
}

/** The sum of the bytes with spaces in the place of the checksum. */
function checksumOf(block: Uint8Array): number {
  const [start, length] = fields.checksum;
  return block.reduce(
    (sum, byte, at) => sum + (at >= start && at < start + length ? 0x20 : byte),
    0,
  );
}
