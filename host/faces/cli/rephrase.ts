/** Commander's messages in our form. `command` is what the user wrote, such as "skill-host call". */
export function rephrase(text: string, command: string): string {
  const [message = "", ...more] = text.trim().split("\n");
  const reason = message.replace(/^error: /, "").replaceAll("'", '"');
  const guess = /Did you mean (.*?)\?/.exec(more.join(" "))?.[1];
  const hint =
    guess === undefined ? `${command} --help lists what there is` : `Did you mean ${guess}?`;
  return `Cannot run skill-host: ${reason}\nHint: ${hint}\n`;
}
