import { Encoder } from "@luminarys/sdk-as";
import { Task } from "./task-state";

/** What subscribers of "tasks.reminder" are told: `{ open: [title, ...] }`. */
export function encodeReminder(open: Task[]): Uint8Array {
  const out = new Encoder();
  out.encode_map_header(1);
  out.encode_str("open");
  out.encode_array_header(open.length);
  for (let i = 0; i < open.length; i++) out.encode_str(open[i].title);
  return out.finish();
}
