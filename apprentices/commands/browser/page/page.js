// What textual-serve's page does not do by itself.

// A file is handed over by a link: a new window for it would be blocked once a key is some seconds ago. textual.js
// asks for it at the root of the server, and it lies below the page.
window.open = (address) => {
  const link = document.createElement("a");
  link.href = `.${new URL(address).pathname}`;
  link.download = "";
  link.click();
  return null;
};

// Keys go to the app without a click, once it hears them: textual.js gives the page this class then.
window.addEventListener("load", () => {
  const heard = new MutationObserver(() => {
    if (!document.body.classList.contains("-loaded")) return;
    heard.disconnect();
    document.querySelector(".xterm-helper-textarea").focus();
  });
  heard.observe(document.body, { attributeFilter: ["class"] });
});

// ctrl+v pastes, as it does everywhere in a browser.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "v") event.stopImmediatePropagation();
  },
  true,
);
