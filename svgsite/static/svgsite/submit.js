"use strict";
// What is typed on the first page is not lost: not by a reload, a closed form or an old one.
// It lies in this tab only, under the number of who typed it, until it has been sent.

const composer = document.querySelector("form[data-draft]");
// What was proposed goes along: it tells whether the file name is the person's own.
const FIELDS = "textarea, select, [name=proposed], input:not([type=hidden]):not([type=file])";

function storedDraft() {
  try { return JSON.parse(sessionStorage.getItem(`draft:${composer.dataset.draft}`)) || {}; } catch { return {}; }
}

function storeDraft(extra) {
  const fields = {};
  composer.querySelectorAll(FIELDS).forEach((field) => {
    if (field.name && (field.type !== "radio" || field.checked)) fields[field.name] = field.value;
  });
  sessionStorage.setItem(`draft:${composer.dataset.draft}`, JSON.stringify({ fields, ...extra }));
}

function fill(fields) {
  composer.querySelectorAll(FIELDS).forEach((field) => {
    if (!(field.name in fields)) return;
    if (field.type === "radio") field.checked = field.value === fields[field.name];
    else field.value = fields[field.name];
  });
  document.querySelector("#id_prompt_text").dispatchEvent(new Event("input", { bubbles: true }));
}

if (composer) {
  const typed = document.querySelector("#id_prompt_text");
  const { fields, sent } = storedDraft();
  if (fields && !sent && typed && !typed.value.trim() && fields.prompt_text) fill(fields);
  composer.addEventListener("input", () => storeDraft({}));
  composer.addEventListener("submit", () => storeDraft({ sent: true }));
}

// A form that was refused as too old, or met an error, has not been sent after all.
if (document.querySelector("[data-not-sent]")) {
  document.querySelectorAll("[data-kept]").forEach((words) => { words.hidden = false; });
  Object.keys(sessionStorage).filter((key) => key.startsWith("draft:")).forEach((key) => {
    const draft = JSON.parse(sessionStorage.getItem(key));
    sessionStorage.setItem(key, JSON.stringify({ ...draft, sent: false }));
  });
}

// What is said as one types takes the place of what was said when it was sent.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "notes") return;
  document.querySelector("#prompt-errors")?.replaceChildren();
  document.querySelector("#id_prompt_text")?.removeAttribute("aria-invalid");
});
