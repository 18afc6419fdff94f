"use strict";
// Comfort on top of pages that work without it.

const find = (selector) => document.querySelector(selector);

// The person's menu closes by Escape and by a click elsewhere.
const menu = find("details.menu");
document.addEventListener("click", ({ target }) => {
  if (menu?.open && !menu.contains(target)) menu.open = false;
});
menu?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Ctrl+Enter sends what one is writing.
document.addEventListener("keydown", (event) => {
  const { key, ctrlKey, metaKey, target: { form } } = event;
  if (key !== "Enter" || !(ctrlKey || metaKey) || !form?.matches(".composer, .refine")) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".primary"));
});

// The prompt: a counter, examples that fill it.
const prompt = find("#id_prompt_text");
const count = find("#prompt-count");

function showCount() {
  const most = Number(prompt.dataset.most);
  const length = [...prompt.value.trim()].length; // characters as the server counts them
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  count.textContent = `${number([...prompt.value].length)} / ${number(most)}`;
  count.classList.toggle("short", length > 0 && length < prompt.minLength);
  count.classList.toggle("over", length > most);
}

if (prompt && count) {
  count.hidden = false;
  prompt.addEventListener("input", showCount);
  showCount();
}

document.addEventListener("click", (event) => {
  const example = event.target.closest("[data-example]");
  if (!example || !prompt) return;
  event.preventDefault();
  // As if typed over what stood there, so that Ctrl+Z brings that back.
  prompt.select();
  document.execCommand("insertText", false, example.dataset.example);
});

// A form is sent once; coming back by the browser's button finds it usable again.
document.addEventListener("submit", (event) => {
  if (event.target.hasAttribute("hx-post")) return; // troubles.js sees to those
  const button = event.submitter || event.target.querySelector("[type=submit]");
  if (button && event.target.method === "post") setTimeout(() => { button.disabled = true; });
});
// Who signs out leaves nothing typed behind in the tab.
document.addEventListener("submit", (event) => {
  if (event.target.matches("[action$='/logout/']")) sessionStorage.clear();
});
// By then it is another request, so it needs another key.
window.addEventListener("pageshow", ({ persisted }) => {
  document.querySelectorAll("button:disabled").forEach((button) => { button.disabled = false; });
  const key = find("#id_submission_key");
  if (persisted && key) key.value = `${Date.now()}-${Math.random()}`;
});

// What is said as one types takes the place of what was said when it was sent.
document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "notes") return;
  find("#prompt-errors")?.replaceChildren();
  find("#id_prompt_text")?.removeAttribute("aria-invalid");
});

// A field's errors change under it; what is said already is not said again.
document.addEventListener("htmx:oobBeforeSwap", ({ detail }) => {
  const { target, fragment } = detail;
  if (!target.matches(".field-errors")) return;
  detail.shouldSwap = target.textContent.trim() !== fragment.textContent.trim();
  const isWrong = Boolean(fragment.textContent.trim());
  const field = document.getElementById(target.id.replace("errors-of-", ""));
  if (isWrong) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
  const describedBy = (field.getAttribute("aria-describedby") || "").split(" ").filter((id) => id);
  field.setAttribute("aria-describedby", [...new Set([...describedBy, target.id])].join(" "));
});

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // Never take a field away under somebody's hands.
  if (detail.target.contains(document.activeElement) && detail.target.id === "filename-field") {
    detail.shouldSwap = false;
  }
  // A form that was not accepted says why in its place.
  if (detail.xhr.status === 422) [detail.shouldSwap, detail.isError] = [true, false];
});
