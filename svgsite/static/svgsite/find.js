"use strict";
// Keys, counts and announcements of the history; all of it works without, by links and forms.
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  const tiles = () => all("#tiles .open");
  const boxes = () => all("#tiles .pick input");
  const KEYS = "history-keys";

  // Single keys can be switched off, for people who speak to their computer.
  const keysOn = one("#keys-on");
  if (keysOn) {
    keysOn.checked = localStorage.getItem(KEYS) !== "off";
    keysOn.addEventListener("change", () => localStorage.setItem(KEYS, keysOn.checked ? "on" : "off"));
  }

  const isTyping = ({ target }) => target.matches("input:not([type=checkbox]), select, textarea");

  // Links keep their own focus: the arrows only move it, as Tab would, but by rows and columns.
  function move(from, key) {
    const links = tiles();
    const at = links.indexOf(from);
    const top = (link) => link.closest(".tile").offsetTop;
    const columns = links.filter((link) => top(link) === top(links[0])).length || 1;
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
    const next = links[at + step];
    if (next) next.focus();
    else if (key === "ArrowUp") one("#q")?.focus();
  }

  function onTile(event, link) {
    const tile = link.closest(".tile");
    if (event.key.startsWith("Arrow")) move(link, event.key);
    else if (event.key === "x") tile.querySelector(".pick input").click();
    else if (event.key === "f") tile.querySelector(".favourite button")?.click();
    else if (event.key === "Escape") one("#q")?.focus();
    else return;
    event.preventDefault();
  }

  function onSearch(event, search) {
    if (event.key === "ArrowDown" && tiles().length) tiles()[0].focus();
    else if (event.key === "Escape" && search.value) {
      search.value = "";
      search.dispatchEvent(new Event("input", { bubbles: true }));
    } else if (event.key === "Escape") search.blur();
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    if ((keysOn && !keysOn.checked) || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (target.matches("#tiles .open")) onTile(event, target);
    else if (target.id === "q") onSearch(event, target);
    else if (event.key === "/" && !isTyping(event) && one("#q")) {
      event.preventDefault();
      one("#q").select();
      one("#q").focus();
    }
  });

  // How many are chosen.
  function count() {
    const said = one("#chosen-count");
    const number = boxes().filter((box) => box.checked).length;
    if (said) said.textContent = one("#chosen [name=all]").checked ? said.dataset.all : said.dataset.some.replace("0", number);
  }

  document.addEventListener("change", ({ target }) => {
    if (target.form?.id === "chosen") count();
  });
  document.addEventListener("click", ({ target }) => {
    if (target.id !== "pick-page") return;
    const open = boxes().some((box) => !box.checked);
    boxes().forEach((box) => { box.checked = open; });
    count();
  });

  document.addEventListener("htmx:afterSettle", ({ detail }) => {
    if (detail.elt.id !== "found") return;
    count();
    one("#found-status").textContent = one("#found").dataset.said;
  });
  // Signed out meanwhile: the page itself asks to sign in, and comes back to this address.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (new URL(detail.xhr.responseURL).pathname.startsWith("/login/")) location.reload();
  });
  // What is typed is looked up while typing; leaving the field asks nothing again.
  one("#q")?.addEventListener("change", (event) => event.stopPropagation());
  count();
})();
