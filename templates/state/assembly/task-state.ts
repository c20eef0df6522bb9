import { Decoder, Encoder, marshalState, text, unmarshalState } from "@luminarys/sdk-as";

/** To be raised with every change of the layout; `loadTasks` then learns to read the one before. */
const SCHEMA_VERSION: i32 = 2;

export class Task {
  title: string = "";
  done: bool = false;
}

export function isReadable(state: Uint8Array): bool {
  return unmarshalState(state).schemaVersion <= SCHEMA_VERSION;
}

/** Tasks of this version's state or an older one's; none when there is no state yet. */
export function loadTasks(state: Uint8Array): Task[] {
  const envelope = unmarshalState(state);
  if (envelope.schemaVersion == 0) return [];
  return envelope.schemaVersion == 1 ? readLines(envelope.data) : readMaps(envelope.data);
}

export function saveTasks(tasks: Task[]): Uint8Array {
  const out = new Encoder();
  out.encode_array_header(tasks.length);
  for (let i = 0; i < tasks.length; i++) {
    out.encode_map_header(2);
    out.encode_str("title");
    out.encode_str(tasks[i].title);
    out.encode_str("done");
    out.encode_bool(tasks[i].done);
  }
  return marshalState(SCHEMA_VERSION, out.finish());
}

/** Version 1 held a title on each line, and no task was ever done. */
function readLines(data: Uint8Array): Task[] {
  if (data.length == 0) return [];
  return text(data)
    .split("\n")
    .map<Task>((title) => ({ title, done: false }));
}

/** Version 2 holds a MessagePack list of maps. */
function readMaps(data: Uint8Array): Task[] {
  const list = new Decoder(data).decode();
  const tasks: Task[] = [];
  for (let i = 0; i < list.getArrayLen(); i++) {
    const item = list.getIndex(i);
    tasks.push({ title: item.getField("title").getStr(), done: item.getField("done").getBool() });
  }
  return tasks;
}
