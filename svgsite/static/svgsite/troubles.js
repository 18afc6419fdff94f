"use strict";
// What a part of a page asked for and did not get is said: refused, broken, not heard, signed out.

(() => {
  const box = document.querySelector("#page-trouble");
  const words = (name) => document.querySelector(`#page-trouble-${name}`).content.cloneNode(true);

  let failed = ""; // the address that was asked in vain

  function say({ pathInfo }, ...nodes) {
    failed = pathInfo.requestPath;
    box.querySelector("div").replaceChildren(...nodes);
    box.hidden = false;
  }

  const hush = () => { box.hidden = true; };

  // The page of an error says what happened, what to do, and its reference; here in short.
  function fromPage(text) {
    const page = new DOMParser().parseFromString(text, "text/html").querySelector(".alone");
    return page && [...page.querySelectorAll("h1, p:not(:has(.button), [hidden])")].map((part) => {
      const line = document.createElement(part.localName === "h1" ? "strong" : "p");
      line.textContent = part.textContent.trim();
      return line;
    });
  }

  const isElsewhere = ({ xhr, pathInfo }) =>
    xhr.responseURL && new URL(xhr.responseURL).pathname !== pathInfo.requestPath.split("?")[0];

  // Sent elsewhere, so signed out. What watches a picture loads its page, which asks to sign in.
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    if (!isElsewhere(detail) || !new URL(detail.xhr.responseURL).pathname.endsWith("/login/")) return;
    detail.shouldSwap = false;
    if (detail.target.id === "live") location.reload();
    else say(detail, words("signed-out"));
  });
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const { xhr, requestConfig } = detail;
    if (detail.target?.id === "live" && requestConfig.verb === "post") return; // sent as a form instead
    say(detail, ...(fromPage(xhr.responseText) || [words("broken")]));
  });
  document.addEventListener("htmx:sendError", ({ detail }) => say(detail, words("unheard")));

  // A form is sent once; where it stays on the page, its button can be pressed again.
  const buttons = ({ elt, requestConfig }) =>
    requestConfig.verb !== "post" ? [] : elt.matches("button") ? [elt] : elt.querySelectorAll("button");
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    buttons(detail).forEach((button) => { button.disabled = true; });
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => {
    buttons(detail).forEach((button) => { button.disabled = false; });
    if (detail.successful && !isElsewhere(detail) && detail.pathInfo.requestPath === failed) hush();
  });
  box.querySelector("button").addEventListener("click", hush);
})();
