import { closeSync, constants } from "node:fs";
import { crc32 } from "node:zlib";
import { HostError } from "@luminarys/sdk-as/engine";
import { type Entry, fromFdPromise, getFileNameLowLevel, type ZipFile } from "yauzl";
import type { Anchor } from "../files/anchor.js";
import { type ArchiveEntry, withoutSlashes } from "./archive-entry.js";
import { archiveFailure, readTranslated } from "./archive-failure.js";
import type { ArchiveMeter } from "./archive-meter.js";

const UNIX = 3;
const FILE_TYPE = 0o170000;
const LINK = 0o120000;
const MAX_TARGET = 4096;

/** The entries of a zip file in the order of its directory. Rejects with a HostError. */
export async function* readZip(node: Anchor, meter: ArchiveMeter): AsyncGenerator<ArchiveEntry> {
  const zip = await openZip(node);
  try {
    for await (const entry of zip.eachEntry()) {
      const told = entryOf(entry, { zip, meter });
      meter.addEntry(told.name);
      yield told;
    }
  } catch (error) {
    throw archiveFailure(error, "zip file");
  } finally {
    zip.close();
  }
}

async function openZip(node: Anchor): Promise<ZipFile> {
  const fd = node.open(constants.O_RDONLY);
  try {
    // Names are checked by the same rule as a tar's, so that they fail with the same words.
    return await fromFdPromise(fd, { autoClose: false, decodeStrings: false });
  } catch (error) {
    closeSync(fd);
    throw archiveFailure(error, "zip file");
  }
}

interface Parts {
  readonly zip: ZipFile;
  readonly meter: ArchiveMeter;
}

function entryOf(entry: Entry, parts: Parts): ArchiveEntry {
  const { generalPurposeBitFlag, fileNameRaw, extraFields, uncompressedSize } = entry;
  const name = getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);
  const isDir = name.endsWith("/");
  const kind = isDir ? "dir" : isLink(entry) ? "link" : "file";
  const content = () => readTranslated(contentOf(entry, { ...parts, name }), "zip file");
  return {
    name: withoutSlashes(name),
    kind,
    size: uncompressedSize,
    mode: isDir ? 0o755 : 0o644,
    target: () => readTarget(content(), name),
    content,
  };
}

function isLink({ versionMadeBy, externalFileAttributes }: Entry): boolean {
  return versionMadeBy >> 8 === UNIX && ((externalFileAttributes >>> 16) & FILE_TYPE) === LINK;
}

async function* contentOf(
  entry: Entry,
  { zip, meter, name }: Parts & { name: string },
): AsyncGenerator<Uint8Array> {
  const fail = (reason: string) => {
    throw new HostError(`Cannot unpack "${name}": ${reason}`, { code: "invalid" });
  };
  if (entry.isEncrypted()) fail("it is encrypted");
  if (!entry.canDecodeFileData()) fail("its compression isn't known");
  // An archive that claims too much is refused before anything of it is unpacked.
  meter.addBytes(entry.uncompressedSize);
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    meter.addBytes(0);
    sum = crc32(chunk as Buffer, sum);
    yield chunk as Buffer;
  }
  if (sum !== entry.crc32) fail("its checksum is wrong");
}

async function readTarget(content: AsyncIterable<Uint8Array>, name: string): Promise<string> {
  let target = "";
  for await (const chunk of content) {
    target += Buffer.from(chunk).toString();
    if (target.length > MAX_TARGET) {
      throw new HostError(`Cannot unpack "${name}": its target is too long`, { code: "invalid" });
    }
  }
  return target;
}
