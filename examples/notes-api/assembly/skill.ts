/**
 * A REST API for notes, one notebook for each browser.
 *
 * @skill:id      org.luminarys.notes
 * @skill:name    "Notes"
 * @skill:version 1.0.0
 * @skill:desc    "Keeps notes, behind HTTP routes and for models"
 */

import { Context, HttpHeader, WebRequest, webSend } from "@luminarys/sdk-as";
import { readDraft } from "./draft";
import { Note, Notebook } from "./notebook";

/** An answer of a route with `envelope: true`. */
export class Download {
  headers: Map<string, string> = new Map<string, string>();
  body: string = "";
}

// @skill:method list "List the notes of this session"
// @skill:result "The notes, oldest first"
// @skill:hint   read_only open_world:false
export function list(ctx: Context): Note[] {
  return Notebook.open(ctx.state).notes;
}

// @skill:internal
// @skill:method show "Answer with one note"
// @skill:param  route required "Parameters of the path: id"
// @skill:result "The note"
export function show(ctx: Context, route: Map<string, string>): Note | null {
  const note = Notebook.open(ctx.state).find(route.get("id"));
  if (note === null) refuse(404, "There is no such note");
  return note;
}

// @skill:internal
// @skill:method add "Take in a note"
// @skill:param  request required "The request"
// @skill:result "The note"
export function add(ctx: Context, request: WebRequest): Note | null {
  const draft = readDraft(request);
  if (draft.problem.length > 0) {
    refuse(422, draft.problem);
    return null;
  }
  const book = Notebook.open(ctx.state);
  const note = book.add(draft.text, draft.tags);
  ctx.setState(book.save());
  // A page that sent a form is shown again; whoever sent JSON gets the note.
  if (request.header("content-type").startsWith("application/json")) {
    webSend({ status: 201, headers: [line("location", `/api/notes/${note.id}`)] });
    return note;
  }
  webSend({ status: 303, redirect: "/" });
  return null;
}

// @skill:internal
// @skill:method remove "Remove a note"
// @skill:param  route required "Parameters of the path: id"
export function remove(ctx: Context, route: Map<string, string>): void {
  const book = Notebook.open(ctx.state);
  const note = book.find(route.get("id"));
  if (note === null) {
    refuse(404, "There is no such note");
    return;
  }
  book.remove(note);
  ctx.setState(book.save());
}

// @skill:internal
// @skill:method download "Give all notes as a text file"
// @skill:result "The file"
export function download(ctx: Context): Download {
  const file = new Download();
  file.headers.set("content-type", "text/plain; charset=utf-8");
  file.headers.set("content-disposition", 'attachment; filename="notes.txt"');
  const notes = Notebook.open(ctx.state).notes;
  for (let i = 0; i < notes.length; i++) file.body += `${notes[i].text}\n`;
  return file;
}

function refuse(status: i32, problem: string): void {
  const text = `{"problem":"${problem}"}\n`;
  webSend({ status, headers: [line("content-type", "application/json")], body: text });
}

function line(name: string, value: string): HttpHeader {
  return { name, value };
}
