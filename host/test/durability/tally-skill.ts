/** The skills of tally-runners.js, both in one module. */
export const tallySkill = `
// @skill:id com.example.tally
// @skill:name "Tally"
// @skill:version 1.0.0

import { BatchItem, BatchResult, Context, Encoder, text, utf8 } from "@luminarys/sdk-as";

function count(ctx: Context, place: i32): i32 {
  const before = ctx.state.length > 0 ? text(ctx.state) : "0,0,0,0";
  const counts = before.split(",");
  counts[place] = (I32.parseInt(counts[place]) + 1).toString();
  const written = counts.join(",");
  const encoder = new Encoder();
  encoder.encode_str(written);
  ctx.setState(utf8(written));
  ctx.storeKV("tally", encoder.finish());
  return I32.parseInt(counts[0]);
}

// @skill:method work "Work"
// @skill:result "How often"
export function work(ctx: Context): i32 {
  const works = count(ctx, 0);
  ctx.schedule("tick", 1 + works % 20);
  ctx.call("worker", "echo", new Uint8Array(0), "heard");
  if (works % 5 == 0) {
    const items: BatchItem[] = [];
    for (let index = 0; index < 4; index++) {
      const item = new BatchItem();
      item.index = index;
      item.skill_id = "worker";
      item.method = "echo";
      items.push(item);
    }
    ctx.batch(items, "batch_done", 2);
  }
  return works;
}

// @skill:method echo "Answer"
// @skill:result "A word"
export function echo(): string {
  return "echo";
}

// @skill:callback
// @skill:method heard "The worker has answered"
export function heard(ctx: Context): void {
  count(ctx, 1);
}

// @skill:callback
// @skill:method tick "A schedule is due"
export function tick(ctx: Context): void {
  count(ctx, 2);
}

// @skill:callback
// @skill:method batch_done "A batch has ended"
export function batchDone(ctx: Context, done: BatchResult): void {
  if (done.items.length != 4) throw new Error("a batch of " + done.items.length.toString());
  count(ctx, 3);
}
`;
