/**
 * A client of a web API: signs in, keeps the session's cookie, follows redirects, explains failures.
 *
 * @skill:id      org.luminarys.http
 * @skill:name    "Notebook"
 * @skill:version 1.0.0
 * @skill:desc    "Reads and writes notes of a web service"
 * @skill:require http https://notes.example.com/**
 */

import {
  Context,
  HttpOptions,
  HttpResponse,
  http,
  Result,
  textOrNull,
  utf8,
} from "@luminarys/sdk-as";
import { encodeForm, Field } from "./form";
import { findHeader, isJson } from "./response";

const SERVER = "https://notes.example.com";
const MAX_NOTE_BYTES: i64 = 64 * 1024;

// @skill:method sign_in "Sign in; the host keeps the cookie for the calls that follow"
// @skill:param  user required "Name of the account"
// @skill:param  password required "Its password"
export function signIn(ctx: Context, user: string, password: string): void {
  const form: Field[] = [
    { name: "user", value: user },
    { name: "password", value: password },
  ];
  // The server answers a sign-in with a redirect to the start page.
  accept(ctx, "sign in", http.request("POST", `${SERVER}/session`, withForm(form)));
}

// @skill:method list_notes "List the notes"
// @skill:param  tag optional "Only those with this tag"
// @skill:param  limit optional "At most so many" default:20
// @skill:result "The notes as the server's JSON"
// @skill:hint   read_only
export function listNotes(ctx: Context, tag: string, limit: i32): string {
  const query: Field[] = [{ name: "limit", value: limit.toString() }];
  if (tag.length > 0) query.push({ name: "tag", value: tag });
  const response = accept(ctx, "list notes", get(`/notes?${encodeForm(query)}`));
  if (response === null) return "";
  if (isJson(response)) return readText(ctx, "list notes", response);
  ctx.fail(`Cannot list notes: found ${findHeader(response, "content-type")}, expected JSON`);
  return "";
}

// @skill:method read_note "Read a note"
// @skill:param  id required "The note's id"
// @skill:result "Its text; the beginning of a long one"
// @skill:hint   read_only
export function readNote(ctx: Context, id: string): string {
  const response = accept(ctx, "read note", get(`/notes/${encodeURIComponent(id)}`));
  if (response === null) return "";
  if (!response.truncated) return readText(ctx, "read note", response);
  ctx.setLLMContext(`The note is longer: these are its first ${response.body.length} bytes.`);
  // The cut may have gone through a character.
  return String.UTF8.decode(response.body.buffer);
}

// @skill:method add_note "Add a note"
// @skill:param  body required "Its text"
// @skill:param  tags optional "Its tags"
// @skill:result "The new note's address"
export function addNote(ctx: Context, body: string, tags: string[] = []): string {
  const form: Field[] = [{ name: "body", value: body }];
  for (let i = 0; i < tags.length; i++) form.push({ name: "tag", value: tags[i] });
  const options = withForm(form);
  options.followRedirects = false; // where it leads is the answer
  const response = accept(ctx, "add note", http.request("POST", `${SERVER}/notes`, options));
  return response === null ? "" : findHeader(response, "location");
}

function get(path: string): Result<HttpResponse> {
  return http.get(SERVER + path, {
    headers: [{ name: "Accept", value: "application/json, text/plain" }],
    timeoutMs: 10_000,
    maxBytes: MAX_NOTE_BYTES,
    followRedirects: true,
    useJar: true,
  });
}

/** The body's text, or "" after the call was made to fail. */
function readText(ctx: Context, action: string, response: HttpResponse): string {
  const found = textOrNull(response.body);
  if (found !== null) return found;
  ctx.fail(`Cannot ${action}: the server's answer is no text`);
  return "";
}

function withForm(fields: Field[]): HttpOptions {
  return {
    body: utf8(encodeForm(fields)),
    contentType: "application/x-www-form-urlencoded",
    timeoutMs: 10_000,
    followRedirects: true,
    useJar: true,
  };
}

/** The response, or null after the call was made to fail: without an answer, or by its status. */
function accept(ctx: Context, action: string, result: Result<HttpResponse>): HttpResponse | null {
  if (!result.isOk) {
    const hint = result.code == "timeout" ? ". Hint: try again later" : "";
    ctx.fail(`Cannot ${action}: ${result.error}${hint}`);
    return null;
  }
  const response = result.value;
  if (response.status < 400) return response;
  if (response.status == 401) ctx.fail(`Cannot ${action}: not signed in. Hint: call sign_in`);
  else if (response.status == 404) ctx.fail(`Cannot ${action}: there is none`);
  else ctx.fail(`Cannot ${action}: the server answered with status ${response.status}`);
  return null;
}
