import { HostError } from "@luminarys/sdk-as/engine";
import { tooManyEntries } from "./archive-meter.js";

/** An entry that is unpacked, and where it goes. */
export interface PlacedEntry {
  /** In the archive. */
  readonly name: string;
  /** Below the directory that is unpacked into. */
  readonly place: string;
  readonly mode: number;
  /** Its number on the stage; undefined for a directory. */
  readonly file: number | undefined;
}

/** Entries of one archive that can be in one tree. */
export class PlacedEntries {
  readonly all: PlacedEntry[] = [];
  private readonly files = new Set<string>();
  private readonly dirs = new Set<string>();

  private readonly most: number;

  constructor(most: number) {
    this.most = most;
  }

  get fileCount(): number {
    return this.all.filter(({ file }) => file !== undefined).length;
  }

  /** Throws a HostError when a name is that of a file and of a directory, and for too many. */
  add(entry: PlacedEntry): void {
    const { place, file } = entry;
    const above = parentsOf(place);
    const isTwo = file === undefined ? this.files.has(place) : this.dirs.has(place);
    if (isTwo || above.some((dir) => this.files.has(dir))) {
      const reason = "the archive holds a file where it also holds a directory";
      throw new HostError(`Cannot unpack "${entry.name}": ${reason}`, { code: "invalid" });
    }
    for (const dir of above) this.dirs.add(dir);
    (file === undefined ? this.dirs : this.files).add(place);
    this.all.push(entry);
    if (this.files.size + this.dirs.size > this.most) throw tooManyEntries(this.most);
  }
}

function parentsOf(place: string): string[] {
  const parents: string[] = [];
  for (let at = place.indexOf("/"); at >= 0; at = place.indexOf("/", at + 1)) {
    parents.push(place.slice(0, at));
  }
  return parents;
}
