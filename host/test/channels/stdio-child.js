import { stdioChannel } from "@luminarys/skill-host";

const channel = stdioChannel({ input: process.stdin, output: process.stdout });
console.error("a log line");
channel.onFrame((line) => (line === "leave" ? channel.close() : channel.send(line.toUpperCase())));
