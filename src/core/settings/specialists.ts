/** What a specialist may be given to work with. */
const toolNames = ["search", "web"] as const;
export type SpecialistTool = (typeof toolNames)[number];

/** Somebody of the team to whom a director gives tasks. */
export interface Specialist {
  /** In small letters, without spaces. */
  readonly name: string;
  readonly instructions: string;
  /** Null means the model for answers. */
  readonly model: string | null;
  readonly tools: readonly SpecialistTool[];
  /** The longest result, in UTF-16 units. */
  readonly resultUnits: number;
}

/** The longest result that may be set, and what holds unless one is. */
const unitsAtMost = 12_000;
const unitsAtLeast = 100;

const specialistsAtMost = 10;
const instructionUnits = 600;

/** A specialist with everything that is not said. */
export function plainSpecialist(name: string, instructions: string): Specialist {
  return { name, instructions, model: null, tools: ["search"], resultUnits: unitsAtMost };
}

const oneSpecialist = /^([\p{L}\p{N}_-]{2,30})\s*(?:\(([^()]*)\))?\s*:(.*)$/su;

/**
 * Reads specialists as people write them, apart by semicolons or lines: `name: instructions`, or
 * `name (model claude-haiku-5, no tools, 4000 characters): instructions`. Undefined where one cannot be read.
 */
export function parseSpecialists(text: string): Specialist[] | undefined {
  const written = text.split(/[;\n]/u).filter((part) => part.trim() !== "");
  const specialists = written.flatMap((part) => parseOne(part.trim()) ?? []);
  const names = new Set(specialists.map(({ name }) => name));
  const isWhole = specialists.length === written.length && names.size === written.length;
  return isWhole && names.size > 0 && names.size <= specialistsAtMost ? specialists : undefined;
}

function parseOne(text: string): Specialist | undefined {
  const [, name = "", options = "", said = ""] = oneSpecialist.exec(text) ?? [];
  const instructions = said.replace(/\s+/gu, " ").trim();
  if (name === "" || instructions.length < 3 || instructions.length > instructionUnits) return undefined;
  let specialist: Specialist | undefined = plainSpecialist(name.toLowerCase(), instructions);
  const named = options.split(",").map((option) => option.trim());
  for (const option of named.filter((each) => each !== "")) {
    specialist = specialist && withOption(specialist, option, named);
  }
  return specialist;
}

function withOption(
  specialist: Specialist,
  option: string,
  named: readonly string[],
): Specialist | undefined {
  if (option === "no tools") return { ...specialist, tools: [] };
  if (toolNames.some((tool) => tool === option))
    return { ...specialist, tools: toolNames.filter((tool) => named.includes(tool)) };
  const model = /^model ([\w.:/@-]{1,100})$/u.exec(option)?.[1];
  if (model) return { ...specialist, model };
  const units = Number(/^(\d{3,5}) characters$/u.exec(option)?.[1]);
  return units >= unitsAtLeast && units <= unitsAtMost ? { ...specialist, resultUnits: units } : undefined;
}

/** The same as one text, which is read as the same again. */
export function writeSpecialists(specialists: readonly Specialist[]): string {
  return specialists
    .map(({ name, instructions, model, tools, resultUnits }) => {
      const usual = plainSpecialist(name, instructions);
      const options = [
        ...(model === null ? [] : [`model ${model}`]),
        ...(tools.join() === usual.tools.join() ? [] : tools.length === 0 ? ["no tools"] : tools),
        ...(resultUnits === usual.resultUnits ? [] : [`${resultUnits} characters`]),
      ];
      return `${name}${options.length === 0 ? "" : ` (${options.join(", ")})`}: ${instructions}`;
    })
    .join("; ");
}
