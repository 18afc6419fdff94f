// Edit colours: the preview follows the inputs. Without this, a button asks for it.

const form = document.querySelector("#colours");
const preview = document.querySelector("#preview");
const said = document.querySelector("#recolour-said");
const WAIT_MS = 120; // a colour picker sends one event for each pixel that is dragged over
let waiting = 0;

function changes() {
  return [...form.querySelectorAll("li")].flatMap((row) => {
    const from = row.querySelector("[name=from]").value;
    const to = row.querySelector("[name=to]").value;
    return from === to ? [] : [`c=${from.slice(1)}-${to.slice(1)}`];
  });
}

function show() {
  const told = changes();
  preview.src = preview.dataset.src + (told.length ? `?${told.join("&")}` : "");
  said.textContent = told.length ? said.dataset.words : "";
}

function showSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(show, WAIT_MS);
}

if (form && said) {
  document.querySelector("#show-preview").hidden = true;
  document.querySelector("#reset").hidden = false;
  form.addEventListener("input", showSoon);
  form.addEventListener("reset", () => {
    // After a refused save the inputs begin with the new colours, so go back by hand.
    setTimeout(() => {
      for (const row of form.querySelectorAll("li")) row.querySelector("[name=to]").value = row.querySelector("[name=from]").value;
      show();
    });
  });
  showSoon();
}
