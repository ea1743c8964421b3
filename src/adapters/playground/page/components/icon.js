import { html } from "../html.js";

const paths = {
  hash: "M9 4 7 20M17 4l-2 16M4 9h16M3 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  moon: "M20 14.5A8 8 0 0 1 9.5 4a8 8 0 1 0 10.5 10.5Z",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5",
  send: "M12 19V5M6 11l6-6 6 6",
  reply: "M9 7 4 12l5 5M4 12h10a6 6 0 0 1 6 6v1",
  pencil: "m4 20 1-4L16.5 4.5a1.8 1.8 0 0 1 3 3L8 19l-4 1Z",
  bin: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  close: "M6 6l12 12M18 6 6 18",
  menu: "M4 7h16M4 12h16M4 17h10",
  book: "M12 6.5C10 5 7 4.5 4 5v13c3-.5 6 0 8 1.5 2-1.5 5-2 8-1.5V5c-3-.5-6 0-8 1.5ZM12 6.5v13",
  chevron: "m7 10 5 5 5-5",
  eye: "M4 12s3-5.5 8-5.5S20 12 20 12s-3 5.5-8 5.5S4 12 4 12ZM12 10a2 2 0 1 0 0 4 2 2 0 0 0 0-4ZM4 20 20 4",
  search: "M11 4.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13ZM15.8 15.8 20 20",
  sort: "M8 5v14M4.5 15.5 8 19l3.5-3.5M16 19V5M12.5 8.5 16 5l3.5 3.5",
  widen: "M14 4h6v6M10 20H4v-6M20 4l-7 7M4 20l7-7",
  command: "M4 6.5h16v11H4zM7.5 10l2.5 2-2.5 2M12.5 14.5h4",
  people:
    "M9 5a3.3 3.3 0 1 0 0 6.6A3.3 3.3 0 0 0 9 5ZM3 19c.4-3.2 2.8-5 6-5s5.6 1.8 6 5M15.5 5.3a3.3 3.3 0 0 1 0 6M17.5 14.3c2 .7 3.200 2.3 3.5 4.7",
  person: "M12 4.5a3.7 3.7 0 1 0 0 7.4 3.7 3.7 0 0 0 0-7.4ZM5 20c.5-3.6 3.200-5.6 7-5.6s6.5 2 7 5.6",
  inbox: "M4 13.5 6.5 5h11L20 13.5V19H4ZM4 13.5h4.5l1 2.5h5l1-2.5H20",
  refused: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM6.5 6.5l11 11",
  pulse: "M3 12.5h4l2.5-6.5 4 12 2.5-5.5h5",
  coins:
    "M12 4.5c4 0 7 1.200 7 2.8S16 10 12 10 5 8.900 5 7.3s3-2.8 7-2.8ZM5 7.3v9.4c0 1.6 3 2.8 7 2.8s7-1.200 7-2.8V7.3M5 12c0 1.6 3 2.8 7 2.8s7-1.200 7-2.8",
  back: "M11 6l-6 6 6 6M5 12h14",
  forth: "M13 6l6 6-6 6M19 12H5",
  stop: "M8 8h8v8H8z",
  check: "m5 12.5 4.5 4.5L19 7.5",
  down: "M12 5v14M6 13l6 6 6-6",
  "thumb-up":
    "M7 10.5 11 3.5a2.4 2.4 0 0 1 2.4 2.8L12.9 9.5h5.3a2 2 0 0 1 2 2.4l-1.2 6a2 2 0 0 1-2 1.6H7M7 10.5H4v9h3Z",
  "thumb-down":
    "M17 13.5l-4 7a2.4 2.4 0 0 1-2.4-2.8l.5-3.2H5.8a2 2 0 0 1-2-2.4l1.2-6a2 2 0 0 1 2-1.6H17M17 13.5h3v-9h-3Z",
};

/** A line drawing that says nothing to screen readers: what it stands for is in the label beside it. */
export function Icon({ name, size = 18 }) {
  return html`
    <svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d=${paths[name]} />
    </svg>
  `;
}
