// Run in a page that has the entry for pages as `channels`.

/** What comes back of text, bytes and many frames, in order. */
export async function echoes(url) {
  const { wsChannel } = globalThis.channels;
  const channel = await wsChannel(url);
  const heard = [];
  let wake = () => {};
  channel.onFrame(async (frame) => {
    await Promise.resolve();
    heard.push(frame);
    wake();
  });
  const hear = async (count) => {
    while (heard.length < count) {
      await new Promise((resolve) => {
        wake = resolve;
      });
    }
  };
  await channel.send("grüße");
  await channel.send(Uint8Array.of(1, 2, 255));
  await hear(2);
  const [text, bytes] = heard.splice(0);
  const many = Array.from({ length: 10_000 }, (_, number) => String(number));
  await Promise.all(many.map((frame) => channel.send(frame)));
  await hear(many.length);
  const inOrder = heard.every((frame, index) => frame === many[index]);
  await channel.close("enough", 4001);
  const afterwards = await channel.send("x").catch((error) => error.code);
  return { text, bytes: [...bytes], inOrder, closed: channel.closed, afterwards };
}

/** Why a server closed, or the error of connecting. */
export async function ending(url) {
  const { wsChannel } = globalThis.channels;
  try {
    const channel = await wsChannel(url);
    return await new Promise((resolve) => channel.onClose(resolve));
  } catch (error) {
    return `${error.code}: ${error.message}`;
  }
}
