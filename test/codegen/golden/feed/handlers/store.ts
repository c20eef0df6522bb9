// @skill:method on_data "Bytes of the store"
// @skill:callback
// @skill:param conn_id   required "Connection"
// @skill:param data      optional "Bytes"
// @skill:param error_kind optional "Why it ended"
export function onData(connId: string, data: Uint8Array, errorKind: string): void {}

// @skill:method open_store "Open the store's file"
// @skill:param path required "Path"
export function open(path: string): void {}
