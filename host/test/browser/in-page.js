/* Each function runs in the browser, and is sent there as its own text. */

export function focused() {
  const { activeElement: at } = document;
  return at?.getAttribute("aria-label") ?? (at?.id || at?.textContent) ?? "";
}

export function background() {
  return getComputedStyle(document.body).backgroundColor;
}

export function contentWidth() {
  return document.documentElement.scrollWidth;
}

export function weakTexts() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parse = (text) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = text;
    canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  };
  const over = (top, below) => {
    const mix = (at) => top[at] * top[3] + below[at] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const backOf = (element) => {
    if (!element) return [255, 255, 255, 1];
    const own = parse(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, backOf(element.parentElement));
  };
  const luminance = (color) => {
    const [red, green, blue] = color.slice(0, 3).map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const isSeen = (element) => {
    const { opacity, visibility } = getComputedStyle(element);
    const isOff = element.matches(".visually-hidden, :disabled, option");
    return element.checkVisibility() && visibility === "visible" && opacity !== "0" && !isOff;
  };
  const within = document.querySelector("dialog[open]") ?? document.body;
  return [...within.querySelectorAll("*")].flatMap((element) => {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    const text = texts.map((node) => node.textContent.trim()).join("");
    if (text === "" || !isSeen(element)) return [];
    const back = backOf(element);
    const front = over(parse(getComputedStyle(element).color), back);
    const [low, high] = [luminance(front), luminance(back)].sort((a, b) => a - b);
    const contrast = (high + 0.05) / (low + 0.05);
    return contrast < 4.5 ? [`${text.slice(0, 40)}: ${contrast.toFixed(2)}`] : [];
  });
}

/** Of the minimal client, which is part of the page: all that it tells, until it's disconnected. */
export function minimalClientLines(url) {
  return new Promise((resolve) => {
    const lines = [];
    globalThis.startMinimalClient(url, (line) => {
      lines.push(line);
      if (line === "disconnected") resolve(lines);
    });
  });
}
