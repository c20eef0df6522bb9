/** The part of the probe that answers requests and hears messages of named sockets. */
export const faceSource = `
// @skill:method respond "Asks for web_send again and again, and keeps what each came to"
// @skill:param body required "MessagePack: the requests, and what to return"
// @skill:result "What the body says"
export function respond(body: Uint8Array): string | null {
  const plan = new Decoder(body).decode();
  const requests = plan.getField("requests");
  for (let i = 0; i < requests.getArrayLen(); i++) {
    const answer = perform("web_send", requests.getIndex(i).getBytes());
    const isEmpty = answer.length == 0;
    heard("web:" + (isEmpty ? "" : new Decoder(answer).decode().getField("error_code").getStr()));
  }
  const value = plan.getField("value");
  return value.kind == 4 ? value.getStr() : null;
}

// @skill:method bound "Says what it got, each by its own parameter"
// @skill:param name required "A text"
// @skill:param count optional "An integer" default:1
// @skill:param loud optional "A boolean"
// @skill:param marks optional "Some numbers"
// @skill:result "All of it"
export function bound(name: string, count: i64, loud: bool, marks: f64[]): string {
  return name + " " + count.toString() + " " + loud.toString() + " " + marks.join("+");
}

// @skill:method on_socket "Keeps messages, and answers those that ask for it"
// @skill:param message required "The message"
// @skill:param socket required "Its socket"
// @skill:result "The answer"
export function onSocket(message: MsgValue, socket: string): MsgValue {
  const isText = message.kind == 4;
  const text = isText ? message.getStr() : toText(message.getBytes());
  heard(socket + ":" + (isText ? "text" : "binary") + ":" + text);
  if (text == "bytes?") return MsgValue.bin(utf8("bytes!"));
  if (text == "list?") return MsgValue.array([MsgValue.int(1)]);
  return text == "text?" ? MsgValue.str("text!") : MsgValue.nil();
}
`;
