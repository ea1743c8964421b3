import { useEffect, useState } from "preact/hooks";
import { commandOptions, completedByServer, lineOptions, readLine } from "../../command-line.js";

/**
 * What can follow what was typed in the command box.
 *
 * @param {string} text
 * @param {readonly import("../../command-line.js").Command[]} commands
 * @param {(open: {words: string, parameter: string, typed: string, given: Record<string, string>}) =>
 *   Promise<{value: string, label: string}[]>} complete
 * @returns {{options: import("../../command-line.js").Option[], line: import("../../command-line.js").Line | null,
 *   isPending: boolean}} `isPending` while the server is asked
 */
export function usePaletteOptions(text, commands, complete) {
  const [completed, setCompleted] = useState({ text: "", completions: [] });
  const begun = text.trimStart().replace(/^\/(?:reverie\s+)?/, "");
  const line = readLine(begun, commands);
  useEffect(() => {
    if (!line) return undefined;
    let isCurrent = true;
    Promise.all(
      completedByServer(line).map(({ parameter, typed }) =>
        complete({ words: line.command.words, parameter: parameter.name, typed, given: line.given }),
      ),
    ).then((lists) => isCurrent && setCompleted({ text, completions: lists.flat() }));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  if (!line) return { options: commandOptions(begun, commands), line, isPending: false };
  // What fits something that was typed before may not be chosen by mistake.
  const isPending = completedByServer(line).length > 0 && completed.text !== text;
  const options = isPending
    ? []
    : lineOptions(begun, line, completed.text === text ? completed.completions : []);
  return { options, line, isPending };
}
