import type { Channel } from "./channel.js";
import { type ChannelOptions, createChannel } from "./create-channel.js";
import { Lane } from "./lane.js";

/** Two ends of a channel inside one process. The very objects that are sent arrive. */
export function memoryPair<T>(options: ChannelOptions = {}): [Channel<T>, Channel<T>] {
  const there = new Lane<T>();
  const back = new Lane<T>();
  return [openEnd(there, back, options), openEnd(back, there, options)];
}

function openEnd<T>(out: Lane<T>, into: Lane<T>, options: ChannelOptions): Channel<T> {
  return createChannel<T>(
    (events) => {
      into.connect(events);
      return {
        write: (frame) => out.add(frame),
        end: async (reason) => {
          into.drop();
          await out.end(reason);
        },
        pause: () => into.pause(),
        resume: () => into.resume(),
      };
    },
    { ...options, carries: "values" },
  );
}
