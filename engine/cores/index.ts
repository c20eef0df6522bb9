export {
  type Address,
  type AddressKind,
  type AddressRange,
  inRange,
  parseAddress,
  parseAddressRange,
} from "./address.js";
export { AnswerRoom, type AnswerRoomOptions, demandFit, mostFileBytes } from "./answer-room.js";
export {
  type ArchiveFormat,
  type ArchiveItem,
  compileArchiveExclusion,
  type ListedItem,
  listArchive,
  packArchive,
  parseArchiveFormat,
  placeEntry,
  unpackArchive,
} from "./archive.js";
export { type ArgumentProblem, shownValue } from "./argument-problem.js";
export { CommandSyntaxError, parseArgv } from "./argv.js";
export { type BackoffLimits, type BackoffStep, backoffMs } from "./backoff.js";
export { fromBase64 } from "./base64.js";
export { bindParams } from "./bind-params.js";
export { expandBraces } from "./braces.js";
export { CookieJar } from "./cookie-jar.js";
export { fromJson, type Reading, toRecord, unknownMessage } from "./from-json.js";
export { compileGlob, type Glob } from "./glob.js";
export { compileGlobSearch, type GlobSearchOptions } from "./glob-search.js";
export { compileGrep, type Grep, type GrepOptions, type LineMatch } from "./grep.js";
export { filterHistory } from "./history-filter.js";
export { jarOf, type RequestCookie, readHop } from "./http-hop.js";
export { followRedirect, type HttpHeaderLine, type HttpHop } from "./http-redirect.js";
export {
  exactJsonValue,
  inputSchema,
  type JsonSchema,
  jsonValue,
  outputSchema,
  paramSchema,
  type SchemaMethod,
  type SchemaParam,
} from "./json-schema.js";
export { type LineWindow, linesOf, windowOfLines } from "./lines.js";
export { type LocalTime, localTime } from "./local-time.js";
export { modeString } from "./mode-string.js";
export { filterOutput } from "./output-filter.js";
export { parseUrl } from "./parse-url.js";
export { compileExpression, type Expression } from "./regexp.js";
export {
  matchRoute,
  parsePlainPath,
  parseRoutePattern,
  pathSegments,
  type RoutePattern,
  type RouteSegment,
} from "./route-pattern.js";
export { type RefProblem, type RefScope, type RefTarget, resolveRef } from "./route-ref.js";
export { parseSetCookie, printSetCookie, type SetCookie } from "./set-cookie.js";
export { signatureOf, typeOf } from "./signature.js";
export {
  findSocketHandler,
  type SocketHandler,
  socketAnswer,
  socketArgument,
} from "./socket-handler.js";
export {
  SocketMailbox,
  SocketMailboxes,
  type SocketWaiter,
  socketClosedError,
  unknownSocketError,
} from "./socket-mailbox.js";
export { type EntryKind, type TreeEntry, type TreePath, walkTree } from "./tree-walk.js";
export { answerOfEnvelope, answerOfValue } from "./web-answer.js";
export { type WebArguments, webArguments } from "./web-arguments.js";
export {
  noExchangeError,
  unknownExchangeError,
  type WebAnswer,
  type WebEffect,
  WebExchange,
  type WebExchangeState,
} from "./web-exchange.js";
export { checkAnswerHeaders, checkStatus, hasNoBody } from "./web-head.js";
export { type Handshake, readCloseCode, readHandshake, readMessageType } from "./websocket.js";
