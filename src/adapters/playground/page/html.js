import htm from "htm";
import { createElement } from "preact";

/** Template tag that makes Preact elements. */
export const html = htm.bind(createElement);
