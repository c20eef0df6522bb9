const list = document.querySelector("#notes");

async function show() {
  const notes = await (await fetch("/api/notes")).json();
  list.replaceChildren(...notes.map(item));
}

function item({ id, text, tags }) {
  const line = document.createElement("li");
  const remove = document.createElement("button");
  remove.textContent = "Remove";
  remove.onclick = async () => {
    await fetch(`/api/notes/${id}`, { method: "DELETE" });
    await show();
  };
  const small = document.createElement("small");
  small.textContent = tags.map((tag) => ` #${tag}`).join("");
  line.append(text, small, " ", remove);
  return line;
}

await show();
