// What textual-serve's page does not do by itself.

// A file is handed over by a link: a new window for it would be blocked once a key is some seconds ago.
window.open = (address) => {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
  return null;
};

// Keys go to the app at once, without a click; ctrl+v pastes, as it does everywhere in a browser.
window.addEventListener("load", () => document.querySelector(".xterm-helper-textarea").focus());
window.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "v") event.stopImmediatePropagation();
  },
  true,
);
