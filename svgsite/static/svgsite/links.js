"use strict";
// Copying a new link: the button shows where the browser lets a page write to the clipboard.

function showCopyButtons() {
  if (!navigator.clipboard) return;
  document.querySelectorAll("[data-copy-link][hidden]").forEach((button) => { button.hidden = false; });
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-link]");
  if (!button) return;
  const field = button.parentElement.querySelector("input");
  field.select();
  await navigator.clipboard.writeText(field.value);
  button.textContent = button.dataset.done;
});
document.addEventListener("htmx:afterSwap", showCopyButtons);
showCopyButtons();
