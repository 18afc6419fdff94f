"use strict";
// The finished picture: zoom, move, backdrop, copy. The page shows and gives all of it without this.
{
  const STEPS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8];
  const KEYS = { "+": 1, "=": 1, "-": -1, "_": -1, "0": 0 };
  const STORED = "backdrop";
  const view = () => document.querySelector(".view");

  const zoomOf = (frame) => Number(frame.style.getPropertyValue("--zoom")) || 1;

  // What lies under `point`, or in the middle, stays where it is.
  function setZoom(frame, zoom, point) {
    const x = point?.x ?? frame.clientWidth / 2;
    const y = point?.y ?? frame.clientHeight / 2;
    const across = (frame.scrollLeft + x) / frame.scrollWidth;
    const down = (frame.scrollTop + y) / frame.scrollHeight;
    frame.style.setProperty("--zoom", zoom);
    frame.scrollLeft = across * frame.scrollWidth - x;
    frame.scrollTop = down * frame.scrollHeight - y;
    frame.classList.toggle("zoomed", zoom > 1);
    const figure = frame.closest("figure");
    figure.querySelector(".level output").textContent = `${zoom * 100} %`;
    figure.querySelector("[data-zoom='-1']").setAttribute("aria-disabled", zoom === STEPS[0]);
    figure.querySelector("[data-zoom='1']").setAttribute("aria-disabled", zoom === STEPS.at(-1));
  }

  function step(frame, direction, point) {
    const at = STEPS.indexOf(zoomOf(frame)) + direction;
    if (direction === 0) setZoom(frame, 1);
    else if (STEPS[at]) setZoom(frame, STEPS[at], point);
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-zoom]");
    if (button) step(view(), Number(button.dataset.zoom));
  });

  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.(".view, .tools *") || event.altKey || event.metaKey || event.ctrlKey) return;
    if (!(event.key in KEYS)) return;
    event.preventDefault();
    step(view(), KEYS[event.key]);
  });

  document.addEventListener("wheel", (event) => {
    const frame = event.target.closest?.(".view");
    if (!frame || !event.ctrlKey) return;
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    step(frame, event.deltaY < 0 ? 1 : -1, { x: event.clientX - box.x, y: event.clientY - box.y });
  }, { passive: false });

  // A mouse drags the enlarged picture; a finger scrolls it by itself.
  document.addEventListener("pointerdown", (event) => {
    const frame = event.target.closest(".view.zoomed");
    if (!frame || event.pointerType !== "mouse" || event.button !== 0 || event.target === frame) return;
    const from = { x: event.clientX + frame.scrollLeft, y: event.clientY + frame.scrollTop };
    const move = ({ clientX, clientY }) => frame.scrollTo(from.x - clientX, from.y - clientY);
    const stop = new AbortController();
    const end = () => { stop.abort(); frame.classList.remove("moving"); };
    frame.classList.add("moving");
    document.addEventListener("pointermove", move, { signal: stop.signal });
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, end, { signal: stop.signal });
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest?.(".view.zoomed")) event.preventDefault();
  });

  // The backdrop is remembered in this browser: "board", "light", "dark" or a colour.
  function remembered() {
    try { return localStorage.getItem(STORED) || "board"; } catch { return "board"; }
  }

  function setBackdrop(figure, choice) {
    const own = choice.startsWith("#");
    const colour = figure.querySelector("[name='backdrop-own']");
    delete figure.dataset.backdrop;
    if (own) {
      figure.dataset.backdrop = "own";
      colour.value = choice;
      figure.style.setProperty("--own-backdrop", choice);
    }
    colour.classList.toggle("chosen", own);
    for (const radio of figure.querySelectorAll("[name='backdrop']")) radio.checked = radio.value === choice;
  }

  for (const name of ["input", "click"]) {
    document.addEventListener(name, ({ target }) => {
      if (!target.matches?.("[name='backdrop'], [name='backdrop-own']")) return;
      setBackdrop(target.closest("figure"), target.value);
      try { localStorage.setItem(STORED, target.value); } catch { /* a private window */ }
    });
  }

  function prepare() {
    const frame = view();
    if (!frame || frame.tabIndex === 0) return;
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", frame.dataset.zoomLabel);
    setBackdrop(frame.closest("figure"), remembered());
  }
  prepare();
  document.addEventListener("htmx:afterSettle", prepare);

  // Copying. The text is fetched after the click, and browsers allow that only as a promise.
  async function fetched(url) {
    const answer = await fetch(url);
    if (!answer.ok || answer.redirected) throw new Error(`${answer.status}`);
    return answer.text();
  }

  async function copy({ copyUrl, copyFrom }) {
    const text = copyUrl ? fetched(copyUrl) : Promise.resolve(document.querySelector(copyFrom).textContent);
    if (!window.ClipboardItem) return navigator.clipboard.writeText(await text);
    const blob = text.then((words) => new Blob([words], { type: "text/plain" }));
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  }

  document.addEventListener("click", async ({ target }) => {
    const button = target.closest(".copy");
    if (!button || button.dataset.words) return;
    const outcome = await copy(button.dataset).then(() => "done", () => "failed");
    const words = button.firstChild.textContent;
    button.dataset.words = words;
    button.classList.add(outcome);
    button.firstChild.textContent = button.dataset[outcome];
    document.querySelector("#copied").textContent = button.textContent;
    setTimeout(() => {
      button.firstChild.textContent = words;
      button.classList.remove(outcome);
      delete button.dataset.words;
    }, 2500);
  });
}
