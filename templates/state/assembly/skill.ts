/**
 * A to-do list for each session: state that survives a new layout, and commands to the host.
 *
 * @skill:id      org.luminarys.state
 * @skill:name    "Tasks"
 * @skill:version 2.0.0
 * @skill:desc    "Keeps a list of tasks for each session and reminds of the open ones"
 */

import { Context } from "@luminarys/sdk-as";
import { encodeReminder } from "./reminder";
import { isReadable, loadTasks, saveTasks, Task } from "./task-state";

// @skill:method add "Add a task to the list"
// @skill:param  title required "What is to be done" example:"Water the plants"
// @skill:result "The task's number, from 1"
export function add(ctx: Context, title: string): i32 {
  if (!accepts(ctx)) return 0;
  if (title.trim().length == 0) {
    ctx.fail("Cannot add task: the title is empty");
    return 0;
  }
  const tasks = loadTasks(ctx.state);
  tasks.push({ title, done: false });
  ctx.setState(saveTasks(tasks));
  return tasks.length;
}

// @skill:method complete "Mark a task as done"
// @skill:param  number required "The task's number, from 1"
export function complete(ctx: Context, number: i32): void {
  if (!accepts(ctx)) return;
  const tasks = loadTasks(ctx.state);
  if (number < 1 || number > tasks.length) {
    ctx.fail(`Cannot complete task ${number}: there are ${tasks.length}`);
    return;
  }
  tasks[number - 1].done = true;
  ctx.setState(saveTasks(tasks));
  // Subscribers hear of it once this call has succeeded.
  if (countOpen(tasks) == 0) ctx.emit("tasks.all_done");
}

// @skill:method list "List the tasks"
// @skill:result "The tasks in the order they were added"
// @skill:hint   read_only open_world:false
export function list(ctx: Context): Task[] {
  if (!accepts(ctx)) return [];
  const tasks = loadTasks(ctx.state);
  ctx.setLLMContext(`${countOpen(tasks)} of ${tasks.length} tasks are open.`);
  return tasks;
}

// @skill:method remind "Publish a reminder of the open tasks after a while"
// @skill:param  minutes optional "When" default:30
export function remind(ctx: Context, minutes: i32): void {
  if (minutes < 1) {
    ctx.fail(`Cannot remind in ${minutes} minutes: at least 1 is needed`);
    return;
  }
  ctx.schedule("on_reminder", (minutes as i64) * 60_000);
}

// @skill:callback
// @skill:method on_reminder "Publish what is open now"
export function onReminder(ctx: Context): void {
  if (!accepts(ctx)) return;
  const open = loadTasks(ctx.state).filter((task) => !task.done);
  if (open.length > 0) ctx.emit("tasks.reminder", encodeReminder(open));
}

/** A newer skill's state is left as it is: an answer with an error changes nothing. */
function accepts(ctx: Context): bool {
  if (isReadable(ctx.state)) return true;
  ctx.fail("Cannot read tasks: a newer version of this skill has written them");
  return false;
}

function countOpen(tasks: Task[]): i32 {
  let open = 0;
  for (let i = 0; i < tasks.length; i++) if (!tasks[i].done) open++;
  return open;
}
