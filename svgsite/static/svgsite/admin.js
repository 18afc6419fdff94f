"use strict";
// Comfort on top of an admin that works without it.

// "/" goes to the search box, as on most sites with one.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const box = document.querySelector("#search-everything input");
  if (event.key !== "/" || typing || !box || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box.focus();
  box.select();
});

// A button beside each id puts it on the clipboard; without a clipboard a click selects it.
const words = document.querySelector("#copy-words");
if (words && navigator.clipboard) {
  for (const id of document.querySelectorAll(".copyable")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = words.dataset.copy;
    button.setAttribute("aria-label", `${words.dataset.copy} ${id.textContent}`);
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(id.textContent);
      button.textContent = words.dataset.copied;
      setTimeout(() => { button.textContent = words.dataset.copy; }, 2000);
    });
    id.after(button);
  }
}
