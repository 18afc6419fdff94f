"use strict";
// Django opens its sidebar once the page is painted, which moves everything; this does it before.
document.getElementById("main").classList.toggle(
  "shifted", localStorage.getItem("django.admin.navSidebarIsOpen") !== "false",
);
