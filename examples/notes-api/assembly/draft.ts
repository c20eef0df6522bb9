import { MsgValue, WebRequest } from "@luminarys/sdk-as";

const MAX_TEXT = 2000;
const MAX_TAGS = 8;

/** A note as somebody sends it: JSON or a form, `{ text, tags }`. */
export class Draft {
  text: string = "";
  tags: string[] = [];
  /** What is wrong with it, or "". */
  problem: string = "";
}

export function readDraft(request: WebRequest): Draft {
  const body = request.body;
  // Text and bytes have no fields.
  if (body.kind != 7) return { problem: "Expected JSON or a form" } as Draft;
  const text = body.getField("text").getStr().trim();
  if (text.length == 0) return { problem: "A note needs a text" } as Draft;
  if (text.length > MAX_TEXT)
    return { problem: `A note has at most ${MAX_TEXT} characters` } as Draft;
  const tags = readTags(body.getField("tags"));
  if (tags.length > MAX_TAGS) return { problem: `A note has at most ${MAX_TAGS} tags` } as Draft;
  return { text, tags } as Draft;
}

/** A field of a form that is there once is a text, and one of several a list. */
function readTags(field: MsgValue): string[] {
  const tags: string[] = [];
  if (field.kind == MsgValue.KIND_STR) addTag(tags, field.getStr());
  for (let i = 0; i < field.getArrayLen(); i++) addTag(tags, field.getIndex(i).getStr());
  return tags;
}

function addTag(tags: string[], tag: string): void {
  const trimmed = tag.trim();
  if (trimmed.length > 0) tags.push(trimmed);
}
