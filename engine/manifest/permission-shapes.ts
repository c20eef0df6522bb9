import { parseCommandPattern } from "../permissions/command-pattern.js";
import { parseDir, parseDirGrant } from "../permissions/dir-grant.js";
import { parseEndpointPattern } from "../permissions/endpoint-pattern.js";
import { parseUrlPattern } from "../permissions/url-pattern.js";
import { defaulted, flag, listOf, type Shape, section, text, withDefault } from "../yaml/shape.js";
import { meantDirectory, type PathMeaning } from "./meant-directory.js";
import type {
  FileTransferPermission,
  FsPermission,
  HttpPermission,
  LlmPermission,
  Permissions,
  Reconnect,
  ShellPermission,
  TcpPermission,
} from "./model.js";
import { byteCount, milliseconds } from "./numbers.js";
import { reconnectShape } from "./reconnect-shape.js";

const MEBIBYTE = 1 << 20;

/** Stands for the dirs of fs until these are known. */
export const sameAsFs: readonly string[] = [];

const http = section<HttpPermission>({
  enabled: flag(),
  allowlist: lines(parseUrlPattern),
  max_response_bytes: withDefault(byteCount, MEBIBYTE),
  allow_websocket: flag(),
  allow_private: flag(),
  proxy_from_env: flag(),
});

const tcp = section<TcpPermission>({
  enabled: flag(),
  allowlist: lines(parseEndpointPattern),
  allow_private: flag(),
  reconnect: reconnectShape as Shape<Reconnect>,
  idle_ms: withDefault(milliseconds, 0),
});

const llm = section<LlmPermission>({ enabled: flag() });

/** Hints say what a relative directory means. */
export function permissionsShape(meaning: PathMeaning): Shape<Permissions> {
  const hint = (line: string) => meantDirectory(line, meaning);
  const shell = section<ShellPermission>({
    enabled: flag(),
    allowlist: lines(parseCommandPattern),
    allowed_dirs: withDefault(lines(parseDir, hint), sameAsFs),
    keep_daemons: flag(),
  });
  const fileTransfer = section<FileTransferPermission>({
    enabled: flag(),
    allowed_nodes: lines((node) => node),
    local_dirs: lines(parseDirGrant, hint),
  });
  return defaulted(
    section<Permissions>({
      fs: defaulted(section<FsPermission>({ enabled: flag(), dirs: lines(parseDirGrant, hint) })),
      http: defaulted(http),
      tcp: defaulted(tcp),
      shell: defaulted(shell),
      file_transfer: defaulted(fileTransfer),
      llm: defaulted(llm),
    }),
  );
}

/** A list of texts that `parse` understands. Nothing in them is expanded. */
function lines(
  parse: (line: string) => unknown,
  hint?: (line: string) => string | undefined,
): Shape<readonly string[]> {
  const parseWritten = (written: string) => {
    parse(written);
    return written;
  };
  const line = text(parseWritten, { hint });
  return listOf({
    ...line,
    read(value) {
      const [variable] = /\$\{[A-Za-z_]\w*(:[-?][^}]*)?\}/.exec(String(value.scalar)) ?? [];
      if (variable === undefined) return line.read(value);
      const hint = "write the value itself";
      return void value.report(
        `Cannot use "${variable}" in ${value.path}: only env is expanded`,
        hint,
      );
    },
  });
}
