/** A content coding, and what the name of a file in it ends with. */
export interface Encoding {
  readonly name: "br" | "gzip";
  readonly extension: ".br" | ".gz";
}

const known: readonly Encoding[] = [
  { name: "br", extension: ".br" },
  { name: "gzip", extension: ".gz" },
];

/** The codings that a client takes, the one that it likes best first. */
export function acceptedEncodings(header: string | null): readonly Encoding[] {
  const weights = readWeights(header ?? "");
  const weightOf = ({ name }: Encoding) => weights.get(name) ?? weights.get("*") ?? 0;
  const identity = weights.get("identity") ?? 0;
  return known
    .filter((each) => weightOf(each) > 0 && weightOf(each) >= identity)
    .toSorted((a, b) => weightOf(b) - weightOf(a));
}

function readWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of header.toLowerCase().split(",")) {
    const [name = "", ...params] = part.split(";").map((each) => each.trim());
    const quality = params.find((each) => each.startsWith("q="))?.slice(2);
    const weight = quality === undefined ? 1 : Number(quality);
    if (name !== "") weights.set(name, Number.isNaN(weight) ? 0 : weight);
  }
  return weights;
}
