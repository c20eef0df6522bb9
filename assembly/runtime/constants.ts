import { LogField } from "./log-field";

// Named values of the contract. Lazy, so that only those in use are part of a skill.

// What ended a connection (ConnEvent.error_kind); after any but NONE it's gone.
// @ts-ignore: decorator
@lazy export const ERROR_KIND_NONE: string = "";
// @ts-ignore: decorator
@lazy export const ERROR_KIND_EOF: string = "eof";
// @ts-ignore: decorator
@lazy export const ERROR_KIND_RESET: string = "reset";
// @ts-ignore: decorator
@lazy export const ERROR_KIND_TIMEOUT: string = "timeout";
// @ts-ignore: decorator
@lazy export const ERROR_KIND_TLS: string = "tls";
// @ts-ignore: decorator
@lazy export const ERROR_KIND_IO: string = "io";

// Kinds of WebSocket messages (WsEvent.message_type).
// @ts-ignore: decorator
@lazy export const WS_MESSAGE_TEXT: string = "text";
// @ts-ignore: decorator
@lazy export const WS_MESSAGE_BINARY: string = "binary";
// @ts-ignore: decorator
@lazy export const WS_MESSAGE_CLOSE: string = "close";

// Levels of log lines.
// @ts-ignore: decorator
@lazy export const LOG_DEBUG: string = "debug";
// @ts-ignore: decorator
@lazy export const LOG_INFO: string = "info";
// @ts-ignore: decorator
@lazy export const LOG_WARN: string = "warn";
// @ts-ignore: decorator
@lazy export const LOG_ERROR: string = "error";

// Types of commands. The payloads of the last two aren't public: hosts refuse them.
// @ts-ignore: decorator
@lazy export const CMD_CALL_MODULE: string = "call_module";
// @ts-ignore: decorator
@lazy export const CMD_BATCH_INVOKE: string = "batch_invoke";
// @ts-ignore: decorator
@lazy export const CMD_SCHEDULE: string = "schedule";
// @ts-ignore: decorator
@lazy export const CMD_EMIT_EVENT: string = "emit_event";
// @ts-ignore: decorator
@lazy export const CMD_SUBSCRIBE: string = "subscribe";
// @ts-ignore: decorator
@lazy export const CMD_STORE_KV: string = "store_kv";
// @ts-ignore: decorator
@lazy export const CMD_LOAD_KV: string = "load_kv";
// @ts-ignore: decorator
@lazy export const CMD_SPAWN: string = "spawn";
// @ts-ignore: decorator
@lazy export const CMD_TERMINATE: string = "terminate";

// Permission bits for fsChmod.
export const PERM_OWNER_READ: u32 = 0o400;
export const PERM_OWNER_WRITE: u32 = 0o200;
export const PERM_OWNER_EXEC: u32 = 0o100;
export const PERM_GROUP_READ: u32 = 0o040;
export const PERM_GROUP_WRITE: u32 = 0o020;
export const PERM_GROUP_EXEC: u32 = 0o010;
export const PERM_OTHER_READ: u32 = 0o004;
export const PERM_OTHER_WRITE: u32 = 0o002;
export const PERM_OTHER_EXEC: u32 = 0o001;
export const PERM_READ_ONLY: u32 = 0o444;
export const PERM_DEFAULT: u32 = 0o644;
export const PERM_DEFAULT_DIR: u32 = 0o755;
export const PERM_PRIVATE: u32 = 0o600;
export const PERM_PRIVATE_DIR: u32 = 0o700;

/** No fields of a log line: static, and never filled. */
// @ts-ignore: decorator
@lazy export const NO_FIELDS: LogField[] = [];
