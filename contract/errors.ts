/** What `error_code` beside `error` may say. Absent on hosts that don't know it. */
export const errorCodes = {
  denied: "The manifest doesn't grant it.",
  not_found: "The file, name or peer doesn't exist.",
  exists: "It exists already.",
  timeout: "It took longer than allowed.",
  too_large: "It is larger than a limit.",
  unavailable: "The host can't do it now, or at all.",
  invalid: "The request makes no sense.",
  closed: "The connection is closed.",
  cancelled: "The caller gave up.",
  internal: "The host failed.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Why a connection event came, in its `error_kind`. */
export const errorKinds = {
  "": "Nothing is wrong: data has come, or, without data, the connection was made again.",
  eof: "The peer closed the connection.",
  reset: "The connection was reset.",
  timeout: "The connection timed out.",
  tls: "TLS failed.",
  io: "Another failure of the connection.",
} as const;

export type ErrorKind = keyof typeof errorKinds;
