import { Decoder, Encoder, MsgValue } from "@luminarys/sdk-as";

export class Note {
  id: i32 = 0;
  text!: string;
  tags: string[] = [];
}

/** The notes of one session, oldest first, as they stand in its state. */
export class Notebook {
  notes: Note[] = [];
  private last: i32 = 0;

  static open(state: Uint8Array): Notebook {
    const book = new Notebook();
    if (state.length == 0) return book;
    const saved = new Decoder(state).decode();
    book.last = <i32>saved.getIndex(0).getInt();
    const rows = saved.getIndex(1);
    for (let i = 0; i < rows.getArrayLen(); i++) book.notes.push(readNote(rows.getIndex(i)));
    return book;
  }

  add(text: string, tags: string[]): Note {
    const note: Note = { id: ++this.last, text, tags };
    this.notes.push(note);
    return note;
  }

  /** Null when no note has this id, as a path says it. */
  find(id: string): Note | null {
    for (let i = 0; i < this.notes.length; i++) {
      if (this.notes[i].id.toString() == id) return this.notes[i];
    }
    return null;
  }

  remove(note: Note): void {
    this.notes.splice(this.notes.indexOf(note), 1);
  }

  save(): Uint8Array {
    const e = new Encoder();
    e.encode_array_header(2);
    e.encode_i64(this.last);
    e.encode_array_header(this.notes.length);
    for (let i = 0; i < this.notes.length; i++) writeNote(e, this.notes[i]);
    return e.finish();
  }
}

function writeNote(e: Encoder, note: Note): void {
  e.encode_array_header(3);
  e.encode_i64(note.id);
  e.encode_str(note.text);
  e.encode_array_header(note.tags.length);
  for (let i = 0; i < note.tags.length; i++) e.encode_str(note.tags[i]);
}

function readNote(row: MsgValue): Note {
  const tags: string[] = [];
  const saved = row.getIndex(2);
  for (let i = 0; i < saved.getArrayLen(); i++) tags.push(saved.getIndex(i).getStr());
  return { id: <i32>row.getIndex(0).getInt(), text: row.getIndex(1).getStr(), tags };
}
