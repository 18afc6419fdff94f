"use strict";
// A request under way: asks how it stands, lets its picture grow, says the stages.

(() => {
  const FAST = 400, SLOW = 5000, AFTER_FAULT = 3000; // milliseconds
  const live = () => document.querySelector("#live");
  const isOpen = () => Boolean(live()?.hasAttribute("hx-get"));

  // Asking: soon after each change, ever more slowly without one, not at all behind another tab.
  let wait = FAST;
  let timer;

  function askLater() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (isOpen() && !document.hidden) htmx.trigger(live(), "again");
    }, wait);
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    wait = FAST;
    askLater();
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.target?.id !== "live") return;
    // Refused or not heard: sent once more as a form, so that a page says what is the matter.
    if (detail.requestConfig.verb === "post" && !detail.successful) detail.requestConfig.elt.submit();
    if (!detail.successful) wait = AFTER_FAULT;
    else wait = detail.xhr.status === 204 ? Math.min(wait * 1.2, SLOW) : FAST;
    askLater();
  });

  // Seconds since it was asked for, by the server's clock.
  const opened = Number(document.querySelector("[data-now]")?.dataset.now) - performance.now() / 1000;

  function showElapsed() {
    const clock = document.querySelector("[data-since]");
    if (!clock) return;
    const seconds = Math.max(0, Math.floor(opened + performance.now() / 1000 - clock.dataset.since));
    const words = (seconds < 60 ? clock.dataset.short : clock.dataset.long)
      .replace("{minutes}", Math.floor(seconds / 60)).replace("{seconds}", seconds % 60);
    if (clock.textContent !== words) clock.textContent = words;
  }

  // The picture so far is changed for the next one once that is ready to be shown.
  let shown = live()?.dataset.partial;

  async function grow() {
    const source = live()?.dataset.partial;
    if (!source || source === shown) return;
    shown = source;
    const image = new Image();
    image.src = source;
    try {
      await image.decode();
    } catch {
      return; // it has ended meanwhile
    }
    const frame = document.querySelector("#growing");
    if (!frame || source !== shown) return;
    image.alt = frame.dataset.alt;
    frame.className = "frame board";
    frame.replaceChildren(image);
  }

  // So it is in a group: each frame outlives the swap (hx-preserve) and then gets its next picture.
  async function growMember(member) {
    const source = member.dataset.grows;
    const old = member.querySelector(".thumb img");
    if (!old || old.getAttribute("src") === source) return;
    const image = old.cloneNode();
    image.src = source;
    try {
      await image.decode();
    } catch {
      return; // it has ended meanwhile
    }
    old.replaceWith(image);
  }

  // It stays on the whole picture until that is there.
  let last = null;
  document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
    if (detail.target.id === "canvas") last = detail.target.querySelector("#growing img");
  });
  document.addEventListener("htmx:oobAfterSwap", () => {
    const canvas = document.querySelector("#canvas");
    const whole = canvas?.querySelector(".frame > img");
    if (!last || !whole || whole === last) return;
    const seen = last;
    last = null;
    canvas.classList.remove("arrived");
    if (whole.complete) return;
    seen.alt = "";
    whole.after(seen);
    for (const end of ["load", "error"]) whole.addEventListener(end, () => seen.remove(), { once: true });
  });

  // Stages are read out when they change, not each time they are asked for.
  function announce() {
    const words = live()?.dataset.announce;
    const said = document.querySelector("#announcer");
    if (said && words && said.textContent !== words) said.textContent = words;
  }

  // The stop button says at once that it was heard; then its place says what comes of it.
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    const button = detail.elt.querySelector?.("[data-busy]");
    if (button) button.textContent = button.dataset.busy;
  });
  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.requestConfig?.verb === "post") document.querySelector("#first-action")?.focus();
  });

  function show() {
    showElapsed();
    announce();
    grow();
    document.querySelectorAll("[data-grows]").forEach(growMember);
  }

  document.addEventListener("htmx:afterSettle", show);
  setInterval(showElapsed, 1000);
  show();
  askLater();
})();
