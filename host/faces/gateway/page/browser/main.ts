import { ChatPage } from "./chat.js";

const path = document.querySelector<HTMLMetaElement>('meta[name="gateway"]')?.content ?? "./ws";
const url = new URL(path, location.href);
url.protocol = url.protocol.replace("http", "ws");
url.hash = "";
new ChatPage(url.href).start();
