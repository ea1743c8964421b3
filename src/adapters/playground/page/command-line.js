/**
 * @typedef {{name: string, summary: string, isRequired: boolean,
 *   takes: {type: "text" | "memory" | "setting" | "setting-value"} | {type: "choice", values: string[]}}} Parameter
 * @typedef {{words: string, parameters: Parameter[], usage: string, summary: string}} Command
 * @typedef {{parameter: Parameter, typed: string}} Open
 * A parameter that what is being typed may belong to.
 * @typedef {{command: Command, before: string, open: Open[], given: Record<string, string>}} Line
 * What was typed of a command: `before` is what stands already, `given` its parameters that are filled in.
 * @typedef {{act: "run" | "fill", text: string, label: string, takes: string, hint: string, isSaid?: boolean}} Option
 * What can follow: `text` is what the line is run or filled in with. Where `isSaid`, the label is what
 * somebody said and nothing to type.
 */

const memoryId = /^[0-9a-z]{10}$/;

/**
 * Reads what was typed after a command's words; null where no command stands there whole.
 *
 * @param {string} text
 * @param {readonly Command[]} commands
 * @returns {Line | null}
 */
export function readLine(text, commands) {
  const command = commands
    .filter(({ words }) => text.toLowerCase().startsWith(`${words} `))
    .toSorted((one, other) => other.words.length - one.words.length)[0];
  if (!command) return null;
  let before = `${command.words} `;
  let typed = text.slice(before.length).trimStart();
  /** @type {Open[]} */
  const open = [];
  /** @type {Record<string, string>} */
  const given = {};
  for (const [index, parameter] of command.parameters.entries()) {
    const isLast = index === command.parameters.length - 1;
    const value = wholeValue(parameter, typed, isLast);
    if (value !== null) {
      given[parameter.name] = value;
      before += `${value} `;
      typed = typed.slice(value.length).trimStart();
    } else if (mayBegin(parameter, typed)) {
      open.push({ parameter, typed });
      if (parameter.isRequired) break;
    }
  }
  return { command, before, open, given };
}

/** The commands that what was typed could become, the likeliest first. */
export function commandOptions(text, commands) {
  const typed = text.trim().toLowerCase();
  return commands
    .map((command) => ({ command, rank: rankOf(command, typed) }))
    .filter(({ rank }) => rank > 0)
    .toSorted((one, other) => other.rank - one.rank)
    .map(({ command: { words, parameters, usage, summary } }) => ({
      act: parameters.length === 0 ? "run" : "fill",
      text: parameters.length === 0 ? words : `${words} `,
      label: words,
      takes: usage,
      hint: plain(summary),
    }));
}

/**
 * What can follow in a line: to run it as it stands, and what its parameters may be filled in with.
 *
 * @param {string} text
 * @param {Line} line
 * @param {{value: string, label: string}[]} completions what the server knows for the parameters that are open
 * @returns {Option[]}
 */
export function lineOptions(text, line, completions) {
  const { command, before, open } = line;
  const typed = open[0]?.typed ?? "";
  const choices = open.flatMap(({ parameter }) => choicesOf(parameter, typed));
  const served = completedByServer(line)[0]?.parameter;
  const values = [...completions.map((completion) => ofServer(completion, served)), ...choices];
  const fills = values.map(({ value, parameter, ...look }) => {
    const isLast = parameter === command.parameters.at(-1);
    const filled = isLast ? `${before}${value}` : `${before}${value} `;
    // Nobody is to forget or set the first of many by a key too many.
    const isAsked = typed !== "" || parameter.takes.type === "choice";
    return { act: isLast && isAsked ? "run" : "fill", text: filled, label: value, takes: "", ...look };
  });
  if (!isRunnable(line, typed)) return fills;
  const asItStands = { act: "run", text: text.trim(), label: text.trim(), takes: "", hint: "Run it" };
  return isMeant(open, typed, completions, choices)
    ? [asItStands, ...fills.filter((fill) => fill.text !== asItStands.text)]
    : [...fills, asItStands];
}

/** What a line waits for in words: what its open parameters mean, or what the command is for. */
export function explained({ command, open }) {
  const meanings = open.map(({ parameter }) => parameter.summary);
  return plain(meanings.length > 0 ? meanings.join("; ") : command.summary);
}

/** A summary without the marks around what is to be typed. */
function plain(summary) {
  return summary.replaceAll("`", "");
}

/** The parameters that the server completes. */
export function completedByServer({ open }) {
  return open.filter(({ parameter }) =>
    ["memory", "setting", "setting-value"].includes(parameter.takes.type),
  );
}

function wholeValue({ takes }, typed, isLast) {
  if (takes.type === "choice")
    return takes.values.find((value) => typed.toLowerCase().startsWith(`${value} `)) ?? null;
  if (takes.type === "text" || takes.type === "setting-value" || (isLast && !typed.includes(" ")))
    return null;
  const end = typed.indexOf(" ");
  return end > 0 ? typed.slice(0, end) : null;
}

function mayBegin({ takes }, typed) {
  return takes.type !== "choice" || takes.values.some((value) => value.startsWith(typed.toLowerCase()));
}

function choicesOf(parameter, typed) {
  const { takes, summary } = parameter;
  if (takes.type !== "choice") return [];
  const values = takes.values.filter((value) => value.startsWith(typed.toLowerCase()));
  // Among several the same words would only repeat themselves.
  return values.map((value) => ({ value, parameter, hint: takes.values.length === 1 ? summary : "" }));
}

/** Of a memory people look for the words, of anything else for what is typed. */
function ofServer({ value, label }, parameter) {
  if (label.startsWith(`${value} `))
    return { value, parameter, label: label.slice(value.length + 1), hint: value, isSaid: true };
  return { value, parameter, hint: label.startsWith(`${value}: `) ? label.slice(value.length + 2) : "" };
}

/** Whether nothing is missing that the command needs. */
function isRunnable({ command, open }, typed) {
  const needed = open.find(({ parameter }) => parameter.isRequired)?.parameter;
  if (!needed) return true;
  const isLast = command.parameters.findLast(({ isRequired }) => isRequired) === needed;
  return isLast && (needed.takes.type === "memory" ? memoryId.test(typed) : typed.trim() !== "");
}

/**
 * Whether what was typed is likely whole, so that it is to be run rather than to be completed. The first word
 * of a choice may be a choice of its own, as in `memory health`.
 */
function isMeant(open, typed, completions, choices) {
  if (typed === "" || open.some(({ parameter }) => parameter.takes.type === "text")) return true;
  if (completions.length + choices.length === 0) return true;
  const whole = typed.trimEnd();
  return (
    completions.some(({ value }) => value === whole) ||
    choices.some(({ value }) => value === whole || value.startsWith(`${whole} `))
  );
}

function rankOf({ words, summary }, typed) {
  if (typed === "") return 1;
  if (words === typed) return 5;
  if (words.startsWith(typed)) return 4;
  if (words.split(" ").some((word) => word.startsWith(typed))) return 3;
  if (typed.split(/\s+/).every((word) => `${words} ${summary}`.toLowerCase().includes(word))) return 2;
  return 0;
}
