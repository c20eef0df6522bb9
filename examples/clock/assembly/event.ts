/** A server-sent event as text; the browser comes back with the id of the last one that it got. */
export function eventText(id: i64, data: string): string {
  return `id: ${id}\nevent: tick\ndata: ${data}\n\n`;
}
