import { type PrivateAnswer, say } from "../card.ts";
import { textOf } from "../conversation/file-content.ts";
import { newId } from "../ids.ts";
import { asJson, asMarkdown, type ExportForm, exportForms } from "../memory/exchange/export-texts.ts";
import { exportBook } from "../memory/exchange/exported-book.ts";
import { documentUnits } from "../memory/exchange/import-lines.ts";
import { type Imported, importMemories } from "../memory/exchange/import-memories.ts";
import { readNaming } from "../memory/naming.ts";
import { audienceLabel } from "../memory/proposal-card.ts";
import { readBookFor } from "../memory/readable-books.ts";
import { recordAct } from "../memory/remember.ts";
import { audienceFor, type Reader } from "../memory/remember-wish.ts";
import { maySee, recheckStanding } from "../memory/rights.ts";
import { liveMemories } from "../memory.ts";
import type { AttachedFile } from "../message.ts";
import type { Parts } from "../parts.ts";
import { directoryOf, platformOf } from "../platforms.ts";
import { fileName } from "../text/file-name.ts";
import type { Command, CommandCall } from "./command.ts";
import { handOver } from "./hand-over.ts";

/** Memories go out as a document and come in as one. */
export const exchangeCommands: readonly Command[] = [
  {
    words: "export",
    parameters: [
      {
        name: "whose",
        summary: "whose memories: yours unless you say",
        isRequired: false,
        takes: { type: "choice", values: ["mine", "team", "channel"] },
      },
      {
        name: "as",
        summary: "Markdown unless you say; both can be imported again",
        isRequired: false,
        takes: { type: "choice", values: exportForms },
      },
    ],
    summary: "memories as a document to take along",
    accepts: (rest) => parseExport(rest) !== undefined,
    isOpen: false,
    run: exportMemories,
  },
  {
    words: "import",
    parameters: [
      {
        name: "for",
        summary: "for whom: for you unless you say",
        isRequired: false,
        takes: { type: "choice", values: ["for me:", "for the channel:", "for the team:"] },
      },
      {
        name: "lines",
        summary: "a sentence on each line; or mention me with `import` and attach a file",
        isRequired: false,
        takes: { type: "text" },
      },
    ],
    summary: "propose each line of a document as a memory; nothing is remembered before it is approved",
    accepts: (rest) => (isWholeImport(rest) ? true : "to-explain"),
    isOpen: false,
    run: runImport,
  },
];

const exportWords = /^(?:(mine|me|team|channel)\b\s*)?(?:as\s+)?(markdown|json)?$/iu;

function parseExport(rest: string): { readonly reader: Reader; readonly form: ExportForm } | undefined {
  const found = exportWords.exec(rest);
  if (!found) return undefined;
  const [, whose = "me", form] = found.map((word) => word?.toLowerCase());
  const reader = whose === "team" || whose === "channel" ? whose : "me";
  return { reader, form: form === "json" ? "json" : "markdown" };
}

const noChannelMemory = "A direct conversation has no channel memory. Nothing changed.";

async function exportMemories(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const wanted = parseExport(call.rest);
  if (!wanted) return say("Try `/reverie export mine`, or `/reverie export team json`.");
  const { workspace, person, channel } = call;
  if (wanted.reader === "channel" && (await isDirect(parts, call))) return say(noChannelMemory);
  const audience = audienceFor(wanted.reader, person, channel);
  const standing = await recheckStanding(parts, workspace, person, audience);
  if (!standing.person || !maySee(audience, standing))
    return say("You can export the memories of channels that you are in, and your own.");
  const book = await readBookFor(parts, workspace, person, audience);
  if (liveMemories(book).length === 0) return say("There is nothing remembered there yet to export.");
  const naming = await readNaming(
    parts,
    workspace,
    liveMemories(book).flatMap(({ receipts }) => receipts),
  );
  const at = parts.clock.now();
  const label = audience.type === "person" ? standing.person.name : audienceLabel(audience, naming);
  const exported = exportBook(book, label, naming, at);
  // Noted before it is given: what left stands in the audit, whatever happens then.
  await recordAct(parts, {
    workspace,
    at,
    person,
    personName: standing.person.name,
    act: "exported",
    subject: newId(),
    audience,
  });
  const isMarkdown = wanted.form === "markdown";
  return handOver(parts, call, {
    name: `reverie-${wanted.reader}-${new Date(at).toISOString().slice(0, 10)}.${isMarkdown ? "md" : "json"}`,
    mediaType: isMarkdown ? "text/markdown" : "application/json",
    text: isMarkdown ? asMarkdown(exported) : asJson(exported),
  });
}

async function isDirect(parts: Parts, { workspace, channel }: CommandCall): Promise<boolean> {
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  return !place || place.reach === "direct";
}

const importReader =
  /^(?:for\s+)?(?:(me|mine)|(?:the |this )?(channel)|(?:the )?(team))\s*(?::|(?=\n|\r|[[{`])|$)\s*/iu;

function parseImport(rest: string): { readonly reader: Reader; readonly document: string } {
  const found = importReader.exec(rest);
  const [, , channel, forTeam] = found ?? [];
  const reader = forTeam ? "team" : channel ? "channel" : "me";
  return { reader, document: found ? rest.slice(found[0].length) : rest };
}

/** Whether it is no ordinary sentence: nothing, a reader that is named, or the start of a list, of JSON or of code. */
function isWholeImport(rest: string): boolean {
  return rest === "" || importReader.test(rest) || /^(?:[[{`#]|[-*+•]\s|\d{1,4}[.)]\s)/u.test(rest);
}

async function runImport(parts: Parts, call: CommandCall): Promise<PrivateAnswer> {
  const { reader, document } = parseImport(call.rest);
  const { workspace, person, channel, files, message, givenAt } = call;
  if (reader === "channel" && (await isDirect(parts, call))) return say(noChannelMemory);
  const place = await directoryOf(parts, workspace).channel(workspace, channel);
  const seed = `import ${message ?? newId()} ${givenAt}`;
  const audience = audienceFor(reader, person, channel);
  const travels = place?.reach === "public";
  const common = { workspace, person, audience, travels };
  if (document === "" && files.length === 0) return say(howToImport);
  const outcomes: string[] = [];
  if (document !== "") outcomes.push(sentenceFor(await importMemories(parts, { ...common, document, seed })));
  for (const [index, file] of files.entries()) {
    const text = await readFile(parts, call, file);
    const outcome =
      typeof text === "string"
        ? await importMemories(parts, { ...common, document: text, seed: `${seed} file ${index}` })
        : text;
    outcomes.push(`\`${fileName(file.name)}\`: ${sentenceFor(outcome)}`);
  }
  return say(outcomes.join("\n"));
}

const howToImport =
  "Attach a file to `@Reverie import`, or put a sentence on each line below it. What I exported I take back, as Markdown and as JSON. `import for the team:` and `import for the channel:` propose it to those who decide there.";

/** The text of a file, or why it cannot be taken. */
async function readFile(
  parts: Parts,
  { workspace }: CommandCall,
  file: AttachedFile,
): Promise<string | { readonly refusal: string }> {
  // A character takes at most four bytes.
  if (file.sizeBytes > 4 * documentUnits) return { refusal: "It is too large. Import a part of it." };
  const { archive } = platformOf(parts.platforms, workspace);
  const text = textOf(await archive.fetchFile(workspace, file));
  return typeof text === "string" ? text : { refusal: `I take text, Markdown or JSON, and ${text.why}.` };
}

function sentenceFor(outcome: Imported | { readonly refusal: string }): string {
  if ("refusal" in outcome) return `Nothing was imported. ${outcome.refusal}`;
  const { proposed, leftOut, deciders } = outcome;
  const reasons = [...leftOut].map(([reason, count]) => `${count}: ${reason}`);
  const left = reasons.length > 0 ? ` Left out were ${reasons.join(" ")}` : "";
  if (proposed === 0) return `Nothing was imported.${left}`;
  const waits = proposed === 1 ? "One line waits" : `${proposed} lines wait`;
  return `${waits} for ${deciders}; nothing is remembered before. \`/reverie review\` shows them.${left}`;
}
