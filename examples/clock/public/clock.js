const [time, state] = ["#time", "#state"].map((id) => document.querySelector(id));

const source = new EventSource("/ticks");
source.onopen = () => {
  state.textContent = "connected";
};
// The browser comes back by itself, after what `retry:` said.
source.onerror = () => {
  state.textContent = "connecting again";
};
source.addEventListener("tick", ({ data }) => {
  time.textContent = new Date(data).toLocaleTimeString();
});
