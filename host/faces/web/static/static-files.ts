import { getMimeType } from "hono/utils/mime";
import { acceptedEncodings, type Encoding } from "./accepted-encodings.js";
import { filePath } from "./file-path.js";
import { type OpenFile, openFile } from "./open-file.js";
import { headerLines, type StaticAnswer, sendFile } from "./send-file.js";

const INDEX = "index.html";

/** The files of a folder, but for those whose names begin with a dot and for links. */
export class StaticFiles {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Undefined when there is no file for a path. Rejects with a RefusedRequest for a bad one. */
  async find(path: string, request: Request): Promise<StaticAnswer | undefined> {
    const names = filePath(path);
    if (!names) return undefined;
    const isFolder = names.at(-1) === "";
    const wanted = isFolder ? [...names.slice(0, -1), INDEX] : names;
    const file = await openFile(this.folder, wanted);
    if (file === undefined) return undefined;
    if (file !== "folder") return this.answer({ file, names: wanted }, request);
    return isFolder ? undefined : this.leadInto(names, path);
  }

  /** A folder is asked for with a slash at its end, from which the links of its page begin. */
  private async leadInto(names: readonly string[], path: string) {
    const index = await openFile(this.folder, [...names, INDEX]);
    if (index === undefined || index === "folder") return undefined;
    await index.handle.close();
    return { status: 301, headers: headerLines({ location: `${path}/` }), body: null };
  }

  private async answer(
    { file, names }: { file: OpenFile; names: readonly string[] },
    request: Request,
  ): Promise<StaticAnswer> {
    const variant = await this.variantOf(file, { names, request });
    if (variant.file !== file) await file.handle.close();
    const name = names.at(-1) ?? "";
    const { encoding, isChosen } = variant;
    const shared = headerLines({
      "accept-ranges": "bytes",
      "cache-control": "no-cache",
      etag: variant.file.etag,
      "last-modified": variant.file.modified.toUTCString(),
      ...(isChosen && { vary: "accept-encoding" }),
    });
    const content = headerLines({
      "content-type": getMimeType(name) ?? "application/octet-stream",
      "x-content-type-options": "nosniff",
      ...(encoding && { "content-encoding": encoding.name }),
    });
    return sendFile(variant.file, { shared, content, request });
  }

  /** The file, or the one beside it that holds the same compressed and is at least as new. */
  private async variantOf(
    file: OpenFile,
    { names, request }: { names: readonly string[]; request: Request },
  ): Promise<Variant> {
    const accepted = acceptedEncodings(request.headers.get("accept-encoding"));
    for (const encoding of accepted) {
      const beside = [...names.slice(0, -1), `${names.at(-1)}${encoding.extension}`];
      const found = await openFile(this.folder, beside);
      if (found === undefined || found === "folder") continue;
      if (found.modified >= file.modified) return { file: found, encoding, isChosen: true };
      await found.handle.close();
    }
    return { file, encoding: undefined, isChosen: await this.hasVariant(names) };
  }

  private async hasVariant(names: readonly string[]): Promise<boolean> {
    for (const extension of [".br", ".gz"]) {
      const found = await openFile(this.folder, [
        ...names.slice(0, -1),
        `${names.at(-1)}${extension}`,
      ]);
      if (found === undefined || found === "folder") continue;
      await found.handle.close();
      return true;
    }
    return false;
  }
}

interface Variant {
  readonly file: OpenFile;
  readonly encoding: Encoding | undefined;
  /** Whether other clients may get another one. */
  readonly isChosen: boolean;
}
