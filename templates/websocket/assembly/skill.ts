/**
 * A chat client: joins a room over a WebSocket, sends, hears what others say, and leaves.
 *
 * @skill:id      org.luminarys.websocket
 * @skill:name    "Chat"
 * @skill:version 1.0.0
 * @skill:desc    "Joins a chat room, sends messages and collects those of others"
 * @skill:require ws  wss://chat.example.com/rooms/**
 * @skill:require env CHAT_TOKEN
 */

import {
  Context,
  getEnv,
  logInfo,
  text,
  utf8,
  WS_MESSAGE_CLOSE,
  WS_MESSAGE_TEXT,
  WsEvent,
  ws,
} from "@luminarys/sdk-as";
import { Room } from "./room";

const SERVER = "wss://chat.example.com/rooms/";
const PRIVATE_USE_CLOSE = 4000;

// A connection belongs to the instance, and so does what is known of it.
let room = new Room();

// @skill:method join "Join a room; leaves the one before"
// @skill:param  name required "The room" example:gardening
// @skill:param  nick optional "What others see" default:guest
export function join(ctx: Context, name: string, nick: string): void {
  const token = getEnv("CHAT_TOKEN");
  if (token.length == 0) {
    ctx.fail("Cannot join: CHAT_TOKEN is empty. Hint: set it under env in the manifest");
    return;
  }
  if (room.isJoined) ws.close(room.connection);
  room = new Room();
  const opened = ws.connect(SERVER + encodeURIComponent(name), {
    headers: [
      { name: "Authorization", value: "Bearer " + token },
      { name: "X-Nick", value: nick },
    ],
    timeoutMs: 10_000,
    callback: "on_event",
  });
  if (!opened.isOk) {
    ctx.fail(opened.error);
    return;
  }
  room.connection = opened.value;
}

// @skill:method say "Send a message to the room"
// @skill:param  message required "The message"
export function say(ctx: Context, message: string): void {
  if (!room.isJoined) {
    ctx.fail(`Cannot send: ${room.describeEnd()}`);
    return;
  }
  const sent = ws.send(room.connection, utf8(message));
  if (!sent.isOk) ctx.fail(sent.error);
}

// @skill:method unread "Take the messages that have come in since the last time"
// @skill:result "The messages, oldest first"
export function unread(ctx: Context): string[] {
  if (!room.isJoined) ctx.setLLMContext(`No more will come: ${room.describeEnd()}.`);
  return room.takeUnread();
}

// @skill:method leave "Leave the room"
// @skill:param  reason optional "What the server is told" default:"bye"
export function leave(ctx: Context, reason: string): void {
  if (!room.isJoined) return;
  const closed = ws.close(room.connection, { code: 1000, reason });
  room.end("you have left");
  if (!closed.isOk) ctx.fail(closed.error);
}

// @skill:callback
// @skill:method on_event "Take in a message, or the end of the connection"
export function onEvent(event: WsEvent): void {
  if (event.conn_id != room.connection) return; // of a room that was left
  if (event.error_kind.length > 0) {
    room.end(`the connection was lost (${event.error_kind})`);
  } else if (event.message_type == WS_MESSAGE_CLOSE) {
    const isOurs = event.close_code >= PRIVATE_USE_CLOSE;
    room.end(isOurs ? `the server said "${event.close_text}"` : "the server closed the room");
  } else if (event.message_type == WS_MESSAGE_TEXT) {
    room.add(text(event.data));
  } else {
    logInfo(`Ignored ${event.data.length} bytes: the chat is text`);
  }
}
