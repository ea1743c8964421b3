import { render } from "preact";
import { App } from "./components/app.js";
import { html } from "./html.js";
import { createSession } from "./session.js";

const session = createSession();
const root = document.getElementById("app");
root.replaceChildren();
render(html`<${App} session=${session} />`, root);

addEventListener("hashchange", session.presence.openRoute);
// A link to the place that the address already names changes nothing there, so nobody would be told.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest('a[href^="#/"]') : null;
  if (link && link.getAttribute("href") === location.hash) session.presence.openRoute();
});
session.presence.connect();
