// Named values of the contract. Lazy, so that only those in use are part of a skill.

// What ended a connection (ConnEvent.error_kind); after any but NONE it's gone.
/** No error: the connection is there. */
// @ts-ignore: decorator
@lazy export const ERROR_KIND_NONE: string = "";
/** The peer has closed the connection. */
// @ts-ignore: decorator
@lazy export const ERROR_KIND_EOF: string = "eof";
/** The peer, or the network, has cut the connection. */
// @ts-ignore: decorator
@lazy export const ERROR_KIND_RESET: string = "reset";
/** Nothing came in time. */
// @ts-ignore: decorator
@lazy export const ERROR_KIND_TIMEOUT: string = "timeout";
/** The TLS handshake or a record failed. */
// @ts-ignore: decorator
@lazy export const ERROR_KIND_TLS: string = "tls";
/** Any other failure of the network. */
// @ts-ignore: decorator
@lazy export const ERROR_KIND_IO: string = "io";

// Kinds of WebSocket messages (WsEvent.message_type).
/** A text message, UTF-8. */
// @ts-ignore: decorator
@lazy export const WS_MESSAGE_TEXT: string = "text";
/** A binary message. */
// @ts-ignore: decorator
@lazy export const WS_MESSAGE_BINARY: string = "binary";
/** The end of the connection, with close code and text. */
// @ts-ignore: decorator
@lazy export const WS_MESSAGE_CLOSE: string = "close";

// Levels of log lines.
/** Level of what helps while a skill is written. */
// @ts-ignore: decorator
@lazy export const LOG_DEBUG: string = "debug";
/** Level of what went as it should. */
// @ts-ignore: decorator
@lazy export const LOG_INFO: string = "info";
/** Level of what somebody should look at. */
// @ts-ignore: decorator
@lazy export const LOG_WARN: string = "warn";
/** Level of what failed. */
// @ts-ignore: decorator
@lazy export const LOG_ERROR: string = "error";

// Types of commands. The payloads of the last two aren't public: hosts refuse them.
/** Type of the command that `newCallModule` makes. */
// @ts-ignore: decorator
@lazy export const CMD_CALL_MODULE: string = "call_module";
/** Type of the command that `batchInvokeCommand` makes. */
// @ts-ignore: decorator
@lazy export const CMD_BATCH_INVOKE: string = "batch_invoke";
/** Type of the command that `newSchedule` makes. */
// @ts-ignore: decorator
@lazy export const CMD_SCHEDULE: string = "schedule";
/** Type of the command that `newEmitEvent` makes. */
// @ts-ignore: decorator
@lazy export const CMD_EMIT_EVENT: string = "emit_event";
/** Type of the command that `newSubscribe` makes. */
// @ts-ignore: decorator
@lazy export const CMD_SUBSCRIBE: string = "subscribe";
/** Type of the command that `newStoreKV` makes. */
// @ts-ignore: decorator
@lazy export const CMD_STORE_KV: string = "store_kv";
/** Type of the command that `newLoadKV` makes. */
// @ts-ignore: decorator
@lazy export const CMD_LOAD_KV: string = "load_kv";
/** Type of a command that hosts refuse. */
// @ts-ignore: decorator
@lazy export const CMD_SPAWN: string = "spawn";
/** Type of a command that hosts refuse. */
// @ts-ignore: decorator
@lazy export const CMD_TERMINATE: string = "terminate";

// Permission bits for fsChmod.
/** The owner may read. */
export const PERM_OWNER_READ: u32 = 0o400;
/** The owner may write. */
export const PERM_OWNER_WRITE: u32 = 0o200;
/** The owner may execute. */
export const PERM_OWNER_EXEC: u32 = 0o100;
/** The group may read. */
export const PERM_GROUP_READ: u32 = 0o040;
/** The group may write. */
export const PERM_GROUP_WRITE: u32 = 0o020;
/** The group may execute. */
export const PERM_GROUP_EXEC: u32 = 0o010;
/** Others may read. */
export const PERM_OTHER_READ: u32 = 0o004;
/** Others may write. */
export const PERM_OTHER_WRITE: u32 = 0o002;
/** Others may execute. */
export const PERM_OTHER_EXEC: u32 = 0o001;
/** `r--r--r--` */
export const PERM_READ_ONLY: u32 = 0o444;
/** `rw-r--r--`, usual for files. */
export const PERM_DEFAULT: u32 = 0o644;
/** `rwxr-xr-x`, usual for directories. */
export const PERM_DEFAULT_DIR: u32 = 0o755;
/** `rw-------`, for files of the owner alone. */
export const PERM_PRIVATE: u32 = 0o600;
/** `rwx------`, for directories of the owner alone. */
export const PERM_PRIVATE_DIR: u32 = 0o700;
