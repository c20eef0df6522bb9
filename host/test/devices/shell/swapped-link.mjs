// Lets a link lead to one folder and the other by turns, as fast as it can.
import { renameSync, symlinkSync } from "node:fs";

const [link, ...folders] = process.argv.slice(2);
for (let turn = 0; ; turn++) {
  symlinkSync(folders[turn % folders.length], `${link}.next`);
  renameSync(`${link}.next`, link);
}
