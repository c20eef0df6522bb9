import { Result, resultOf, Status, statusOfCall } from "./result";
import { quietly } from "./runtime/failure";
import {
  callTcpClose,
  callTcpConnect,
  callTcpRequest,
  callTcpSetCallback,
  callTcpWrite,
} from "./wire/tcp.gen";

/**
 * Connects, sends `data` and reads the answer: until the peer closes, is silent for 50 ms after its
 * last byte, `maxBytes` (0 = 1 MB) are there, or `timeoutMs` (0 = 30 s for all of it) are over. So it
 * may be cut off: have the peer close, or look whether it is whole. Throws when nothing came, or a
 * failure ends it.
 * Permission: `@skill:require tcp redis:6379`.
 */
export function tcpRequest(
  addr: string,
  data: Uint8Array,
  tls: bool = false,
  insecure: bool = false,
  timeoutMs: i64 = 0,
  maxBytes: i64 = 0,
): Uint8Array {
  return callTcpRequest(addr, data, tls, insecure, timeoutMs, maxBytes);
}

/**
 * Opens a connection whose events go to the method `callback`; returns its id. `timeoutMs` 0 = 30
 * s. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
export function tcpConnect(
  addr: string,
  callback: string = "",
  tls: bool = false,
  insecure: bool = false,
  timeoutMs: i64 = 0,
  serverName: string = "",
): string {
  return callTcpConnect(addr, callback, tls, insecure, timeoutMs, serverName);
}

/**
 * Sends a connection's events to another method from now on; "" drops them. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
export function tcpSetCallback(connId: string, callback: string): void {
  callTcpSetCallback(connId, callback);
}

/**
 * Sends bytes over a connection. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
export function tcpWrite(connId: string, data: Uint8Array): void {
  callTcpWrite(connId, data);
}

/**
 * Closes a connection; one that is closed already stays closed. Throws when that fails.
 * Permission: `@skill:require tcp redis:6379`.
 */
export function tcpClose(connId: string): void {
  callTcpClose(connId);
}

/** How `tcp.request` connects, and how much it reads; a pause of 50 ms always ends the answer. */
export class TcpRequestOptions {
  /** Encrypts the connection. */
  tls: bool = false;
  /** Accepts any certificate. */
  insecure: bool = false;
  /** Milliseconds for connecting, sending and reading together, 0 = 30 s; what came by then is the answer. */
  timeoutMs: i64 = 0;
  /** Most bytes of the answer, 0 = 1 MB; a longer one is cut. */
  maxBytes: i64 = 0;
}

/** How `tcp.connect` connects, and who hears of the connection. */
export class TcpConnectOptions {
  /** Method that receives the connection's events; "" drops them. */
  callback: string = "";
  /** Encrypts the connection. */
  tls: bool = false;
  /** Accepts any certificate. */
  insecure: bool = false;
  /** Milliseconds for connecting, 0 = 30 s. */
  timeoutMs: i64 = 0;
  /** Name that the certificate must bear, "" = the host of the address. */
  serverName: string = "";
}

/** TCP and TLS connections to the addresses that the manifest allows. */
export namespace tcp {
  /**
   * Connects, sends `data` and reads the answer: until the peer closes, is silent for 50 ms after its
   * last byte, `maxBytes` (0 = 1 MB) are there or `timeoutMs` are over. So it may be cut off: have the peer close
   * (send `QUIT` behind the command), or look whether it is whole, and ask again if it isn't. An error
   * with the code `timeout` when nothing came.
   * Permission: `@skill:require tcp redis:6379`.
   */
  export function request(
    addr: string,
    data: Uint8Array,
    options: TcpRequestOptions = {},
  ): Result<Uint8Array> {
    quietly();
    return resultOf(
      callTcpRequest(
        addr,
        data,
        options.tls,
        options.insecure,
        options.timeoutMs,
        options.maxBytes,
      ),
    );
  }

  /**
   * Opens a connection whose events go to the method `callback` of the options; gives its id.
   * Permission: `@skill:require tcp redis:6379`.
   */
  export function connect(addr: string, options: TcpConnectOptions = {}): Result<string> {
    quietly();
    return resultOf(
      callTcpConnect(
        addr,
        options.callback,
        options.tls,
        options.insecure,
        options.timeoutMs,
        options.serverName,
      ),
    );
  }

  /**
   * Sends a connection's events to another method from now on; "" drops them.
   * Permission: `@skill:require tcp redis:6379`.
   */
  export function setCallback(connId: string, callback: string): Status {
    quietly();
    callTcpSetCallback(connId, callback);
    return statusOfCall();
  }

  /**
   * Sends bytes over a connection.
   * Permission: `@skill:require tcp redis:6379`.
   */
  export function write(connId: string, data: Uint8Array): Status {
    quietly();
    callTcpWrite(connId, data);
    return statusOfCall();
  }

  /**
   * Closes a connection; one that is closed already stays closed.
   * Permission: `@skill:require tcp redis:6379`.
   */
  export function close(connId: string): Status {
    quietly();
    callTcpClose(connId);
    return statusOfCall();
  }
}
