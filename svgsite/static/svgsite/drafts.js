"use strict";
// What is typed is not lost: not by a reload, another page, a form that met an error, no network.
// A form has one draft for the person and the address that opens it. It lies in this tab only, until
// the site says that the form was taken: it leads on to "#sent=" with the form's key.

(() => {
  const PREFIX = "draft:", LAST = "draft-sent-last";
  // What was proposed goes along: it tells whether the file name is the person's own.
  const FIELDS = "textarea, select, [name=proposed], input:not([type=hidden]):not([type=file])";
  const keyOf = (form) => form.querySelector("[name=submission_key]");
  const nameOf = (form) => PREFIX + form.dataset.draft;
  const draftForm = (element) => element.closest?.("form[data-draft]");

  function read(name) {
    try { return JSON.parse(sessionStorage.getItem(name)); } catch { return null; }
  }

  function write(name, draft) {
    try { sessionStorage.setItem(name, JSON.stringify(draft)); } catch { /* no room: the page works without */ }
  }

  function store(form) {
    const fields = { ...read(nameOf(form))?.fields }; // a field that is not on this page keeps its text
    form.querySelectorAll(FIELDS).forEach((field) => {
      if (field.name && (field.type !== "radio" || field.checked)) fields[field.name] = field.value;
    });
    write(nameOf(form), { fields, key: keyOf(form).value });
  }

  function put(field, value) {
    const isRadio = field.type === "radio";
    if (isRadio ? field.checked === (field.value === value) : field.value === value) return;
    if (isRadio) field.checked = field.value === value;
    else field.value = value;
    const fold = field.closest("details");
    if (fold && field.id !== "id_filename") fold.open = true; // a name is proposed for every prompt
  }

  function fill(form) {
    const { fields, key } = read(nameOf(form)) || {};
    if (!fields) return;
    keyOf(form).value = key; // sent already, and no answer heard: the same again is the same request
    form.querySelectorAll(FIELDS).forEach((field) => {
      if (field.name in fields) put(field, fields[field.name]);
    });
    const first = form.querySelector("textarea, #template-fields :is(input, select)");
    first?.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Once for each form, also for one that comes later. What an answer has filled in is the newest.
  const known = new WeakSet();
  document.addEventListener("htmx:load", () => {
    const form = document.querySelector("form[data-draft]");
    if (!form || known.has(form)) return;
    known.add(form);
    if ("filled" in form.dataset) store(form);
    else fill(form);
  });

  document.addEventListener("input", ({ target }) => {
    const form = draftForm(target);
    if (form) store(form);
  });
  document.addEventListener("submit", ({ target }) => {
    if (!draftForm(target)) return;
    store(target);
    write(LAST, nameOf(target));
  });
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-forget]")) sessionStorage.removeItem(nameOf(draftForm(target)));
  });

  const sent = new URLSearchParams(location.hash.slice(1)).get("sent");
  if (sent) {
    const names = Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX));
    names.filter((name) => read(name)?.key === sent).forEach((name) => sessionStorage.removeItem(name));
    history.replaceState(history.state, "", location.pathname + location.search);
  }

  // The page of an error leads back to the form that met it.
  const last = read(LAST);
  const words = document.querySelector("[data-kept]");
  if (words && last && read(last)) {
    words.querySelector("a").href = last.slice(last.indexOf("/"));
    words.hidden = false;
  }
})();
