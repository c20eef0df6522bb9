/**
 * A chat room: everybody who is connected to the socket hears what one of them says.
 *
 * @skill:id      org.luminarys.room
 * @skill:name    "Chat room"
 * @skill:version 1.0.0
 * @skill:desc    "Keeps a chat room that people join with a WebSocket"
 */

import { Context, sockets } from "@luminarys/sdk-as";
import { nameIn, nameProblem, saveName } from "./name";
import { Transcript } from "./transcript";

const SOCKET = "chat";
const MAX_MESSAGE = 2000;

/** What was said since the skill started. */
const transcript = new Transcript();

/** What only the sender gets, as JSON text. */
export class Notice {
  notice: string = "";
  lines: string[] = [];
}

// @skill:internal
// @skill:method say "Take in what somebody in the room says"
// @skill:param  message required "A line, or /name <name>, or /recent"
// @skill:result "What only the sender gets"
export function say(ctx: Context, message: string): Notice | null {
  const line = message.trim();
  if (line == "/recent") return { lines: transcript.lines } as Notice;
  if (line.startsWith("/name ")) return rename(ctx, line.substring(6).trim());
  if (line.startsWith("/")) return { notice: "There are /name <name> and /recent" } as Notice;
  if (line.length == 0) return null;
  if (line.length > MAX_MESSAGE)
    return { notice: `At most ${MAX_MESSAGE} characters go at once` } as Notice;
  tell(ctx, `${nameIn(ctx.state)}: ${line}`);
  return null;
}

// @skill:method announce "Say something to everybody in the room"
// @skill:param  text required "What to say" example:"The library closes in ten minutes"
// @skill:result "How many people are connected"
// @skill:hint   destructive:false idempotent:false
export function announce(ctx: Context, text: string): i32 {
  return tell(ctx, `* ${text}`);
}

// @skill:method recent "Show what was said last in the room"
// @skill:result "The lines, oldest first"
// @skill:hint   read_only open_world:false
export function recent(): string[] {
  return transcript.lines;
}

function rename(ctx: Context, name: string): Notice | null {
  const problem = nameProblem(name);
  if (problem.length > 0) return { notice: problem } as Notice;
  const before = nameIn(ctx.state);
  ctx.setState(saveName(name));
  tell(ctx, `* ${before} is ${name} now`);
  return null;
}

function tell(ctx: Context, line: string): i32 {
  transcript.add(line);
  const sent = sockets.send(SOCKET, line);
  if (sent.isOk) return sent.value;
  ctx.fail(sent.error);
  return 0;
}
