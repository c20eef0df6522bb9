import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { expect, test } from "vitest";
import { root } from "../support/sources.js";

/** What the public Go SDK 0.2.0 exports at package level. */
const published = `
  ABIError AllowedDir ArchiveList ArchiveListEntry ArchivePack ArchivePackResult ArchiveUnpack
  ArchiveUnpackResult BatchInvokeCommand BatchInvokePayload BatchItem BatchItemResult BatchResult
  CallHandler ClusterNodeInfo ClusterNodeList ClusterNodeListResult CmdBatchInvoke CmdCallModule
  CmdEmitEvent CmdLoadKV CmdSchedule CmdSpawn CmdStoreKV CmdSubscribe CmdTerminate Command
  CommandType ConnEvent Context Cookie DirEntry DiskUsage DiskUsageResult ErrorKind ErrorKindEOF
  ErrorKindIO ErrorKindNone ErrorKindReset ErrorKindTLS ErrorKindTimeout FSChmodRequest
  FSLsRequest FSLsResponse FSMkdirRequest FSReadLinesRequest FSRequest FSResponse FileTransferRecv
  FileTransferSend FsAllowedDirs FsChmod FsCopy FsCreate FsDelete FsGlob FsGrep FsLs FsMkdir
  FsRead FsReadLines FsWrite GetDescriptor GetEnv GlobEntry GlobOptions GrepFileMatch
  GrepLineMatch GrepOptions GrepRange Handler Header HeadersFromJSON HistoryGet HistoryMessage
  HttpGet HttpPost HttpRequest HttpRequestOptions HttpResponse InvokeRequest InvokeResponse Log
  LogDebug LogError LogInfo LogLevelDebug LogLevelError LogLevelInfo LogLevelWarn LogWarn
  MarshalErrorResponse MarshalState Method MethodInfo NewCallModule NewContext NewEmitEvent
  NewLoadKV NewSchedule NewStoreKV ParamInfo PermDefault PermDefaultDir PermGroupExec
  PermGroupRead PermGroupWrite PermOtherExec PermOtherRead PermOtherWrite PermOwnerExec
  PermOwnerRead PermOwnerWrite PermPrivate PermPrivateDir PermReadOnly PromptComplete
  PromptRequest PromptResponse Register RegisterMethods RegisterRequirements RequirementInfo
  SDKVersion SDKVersionMajor SDKVersionMinor SDKVersionPatch SetSkillIdentity ShellExec
  ShellExecRequest ShellExecResult ShrinkResultBuf SkillDescriptor StateEnvelope SysInfo
  SysInfoResult TcpClose TcpConnect TcpConnectOptions TcpRequest TcpRequestOptions
  TcpRequestResult TcpSetCallback TcpWrite TextFileContent TimeNow TimeNowResult TypeArray
  TypeBool TypeInt TypeNumber TypeObject TypeString UnmarshalBatchResult UnmarshalConnEvent
  UnmarshalState UnmarshalWsEvent Version WriteResult WsClose WsConnect WsEvent WsMessageBinary
  WsMessageClose WsMessageText WsSend
`;

const table = readFileSync(join(root, "docs/go-names.md"), "utf8").split("## Methods")[0] ?? "";
const rows = [...table.matchAll(/^\| (\w+) \| (internal|`\w+`) \|/gm)];
const exported = listExports("assembly/index.ts");

test("the table has every name of the Go SDK once", () => {
  expect(rows.map(([, go]) => go).sort()).toEqual(published.trim().split(/\s+/).sort());
});

test("every name of ours in the table is exported by the guest library", () => {
  const ours = rows
    .map(([, , name = ""]) => name.replaceAll("`", ""))
    .filter((n) => n !== "internal");
  expect(ours.filter((name) => !exported.includes(name))).toEqual([]);
});

/** The names that an AssemblyScript file exports, those of the files that it passes on included. */
function listExports(path: string): string[] {
  const text = readFileSync(join(root, path), "utf8");
  const passedOn = [...text.matchAll(/^export \* from "(.*)"/gm)].flatMap(([, from = ""]) =>
    listExports(posix.join(posix.dirname(path), `${from}.ts`)),
  );
  const listed = [...text.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, names = ""]) =>
    names.split(",").map((name) => name.trim().split(" as ").at(-1) ?? ""),
  );
  const declared = text.matchAll(
    /^(?:@\w+ )*export (?:abstract )?(?:class|function|const|namespace|type) (\w+)/gm,
  );
  return [...passedOn, ...listed, ...[...declared].map(([, name = ""]) => name)];
}
