import { useEffect, useState } from "preact/hooks";
import { html } from "../html.js";
import { Icon } from "./icon.js";

/** The files of a message, each to be kept by whoever reads it. */
export function AttachedFiles({ files }) {
  return html`
    <ul class="attached-files">
      ${files.map((file) => html`<li key=${file.name}><${AttachedFile} ...${file} /></li>`)}
    </ul>
  `;
}

function AttachedFile({ name, mediaType, text }) {
  const [address, setAddress] = useState(null);
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([text], { type: mediaType }));
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [text, mediaType]);
  return html`
    <a class="attached-file" href=${address} download=${name}>
      <${Icon} name="down" size=${16} />
      <span class="attached-file-name">${name}</span>
      <span class="attached-file-size">${sizeInWords(text)}</span>
    </a>
  `;
}

function sizeInWords(text) {
  const { size: bytes } = new Blob([text]);
  return bytes < 1024 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KB`;
}
