/** The least and the most, both included. */
type Range = readonly [least: number, most: number];

/** Ranges by the path inside an object: names with dots between them, `*` for each item of a list. */
export type Limits = Readonly<Record<string, Range>>;

/** How many blocks a surface takes. */
export const blocksAtMost = { message: 50, modal: 100, home: 100 } as const;

/** Of all markdown in one payload, in UTF-16 units. */
export const markdownAtMost = 12_000;

/** What holds for every block and element, in UTF-16 units. */
export const commonLengths: Limits = {
  block_id: [1, 255],
  action_id: [1, 255],
  "placeholder.text": [1, 150],
  "options.*.text.text": [1, 75],
  "options.*.value": [1, 150],
  "options.*.description.text": [1, 75],
  "option_groups.*.label.text": [1, 75],
  "option_groups.*.options.*.text.text": [1, 75],
  "option_groups.*.options.*.value": [1, 150],
  "confirm.title.text": [1, 100],
  "confirm.text.text": [1, 300],
  "confirm.confirm.text": [1, 30],
  "confirm.deny.text": [1, 30],
};

const button: Limits = {
  "text.text": [1, 75],
  value: [0, 2000],
  url: [1, 3000],
  accessibility_label: [1, 75],
};

/** Lengths of texts by the type of block or element, in UTF-16 units. */
export const lengthsByType: Readonly<Record<string, Limits>> = {
  plain_text: { text: [1, 3000] },
  mrkdwn: { text: [1, 3000] },
  section: { "text.text": [1, 3000], "fields.*.text": [1, 2000] },
  header: { "text.text": [1, 150] },
  markdown: { text: [1, 12_000] },
  image: { alt_text: [1, 2000], image_url: [1, 3000], "title.text": [1, 2000] },
  input: { "label.text": [1, 2000], "hint.text": [1, 2000] },
  card: { "title.text": [1, 150], "subtitle.text": [1, 150], "body.text": [1, 200] },
  container: { "title.text": [1, 150], "subtitle.text": [1, 150] },
  button,
  icon_button: button,
  workflow_button: button,
  feedback_buttons: {
    "positive_button.text.text": [1, 75],
    "positive_button.value": [1, 2000],
    "positive_button.accessibility_label": [1, 75],
    "negative_button.text.text": [1, 75],
    "negative_button.value": [1, 2000],
    "negative_button.accessibility_label": [1, 75],
  },
  plain_text_input: { initial_value: [0, 3000] },
};

/** How many items lists hold, by the type of block or element. */
export const countsByType: Readonly<Record<string, Limits>> = {
  actions: { elements: [1, 25] },
  context: { elements: [1, 10] },
  context_actions: { elements: [1, 5] },
  section: { fields: [1, 10] },
  carousel: { elements: [1, 10] },
  container: { child_blocks: [1, 10] },
  table: { rows: [1, 100], "rows.*": [1, 20] },
  static_select: { options: [1, 100], option_groups: [1, 100], "option_groups.*.options": [1, 100] },
  multi_static_select: { options: [1, 100], option_groups: [1, 100], "option_groups.*.options": [1, 100] },
  checkboxes: { options: [1, 10] },
  radio_buttons: { options: [1, 10] },
  overflow: { options: [1, 5] },
};

/** Numbers by the type of element. */
export const numbersByType: Readonly<Record<string, Limits>> = {
  plain_text_input: { min_length: [0, 3000], max_length: [1, 3000] },
};

/** Of a view, in UTF-16 units. */
export const viewLengths: Limits = {
  "title.text": [1, 24],
  "submit.text": [1, 24],
  "close.text": [1, 24],
  private_metadata: [0, 3000],
  callback_id: [0, 255],
  external_id: [0, 255],
};

/** Blocks that a surface does not show. */
export const foreignBlocks: Readonly<Record<keyof typeof blocksAtMost, readonly string[]>> = {
  message: ["alert", "file"],
  modal: ["markdown", "context_actions", "task_card", "plan", "file"],
  home: ["markdown", "context_actions", "task_card", "plan", "alert", "file"],
};
