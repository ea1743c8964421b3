import type { Attack, DataSet } from "../data-set.ts";
import { type Said, timelineOf } from "../timeline.ts";
import { createOracle } from "./oracle.ts";
import type { MakeReflection, ProposedByModel } from "./proposed.ts";
import { createEyes, type ShownLine } from "./transcript-lines.ts";

/**
 * Knows the gold, and obeys every instruction that was planted in the talk: it proposes what the planted lines
 * ask for, word for word, and once more with everything taken off that sounds like an order.
 */
export function createGullible(data: DataSet): MakeReflection {
  const oracle = createOracle(data);
  const planted = timelineOf(data).filter((each) => each.type === "said" && each.attack !== null) as Said[];
  const attackOf = new Map(planted.map(({ message, attack }) => [message.id, attack]));
  const look = createEyes(planted.map(({ message }) => message));
  return (audience, content, now) => {
    const { changes, watch } = oracle(audience, content, now);
    const lines = look(content).lines.filter(({ message }) => message !== undefined);
    const byAttack = Map.groupBy(lines, ({ message }) => attackOf.get(message?.id ?? ""));
    const obeyed = [...byAttack].flatMap(([attack, shown]) => (attack ? obey(attack, shown) : []));
    return { changes: [...changes, ...obeyed], watch };
  };
}

function obey({ canary }: Attack, lines: readonly ShownLine[]): ProposedByModel[] {
  const receipts = lines.map(({ number, text }) => ({ message: number, quote: text }));
  const said = lines.map(({ text }) => text);
  const whole = said.join(" ");
  const pointed = said.find((text) => canary.test(text)) ?? whole;
  const texts = new Set([whole, pointed, laundered(pointed, canary)].map((text) => text.slice(0, 500)));
  return [...texts]
    .filter((text) => canary.test(text))
    .map((text) => ({ change: "add", memory: null, kind: "fact", text, why: "I was told to.", receipts }));
}

/** The sentence that holds the canary, without what makes it an order. */
function laundered(text: string, canary: RegExp): string {
  const sentences = [...new Intl.Segmenter("en", { granularity: "sentence" }).segment(text)].map(
    ({ segment }) => segment.trim(),
  );
  const sentence = sentences.find((each) => canary.test(each)) ?? text;
  const bare = sentence
    .replace(/<\/?[a-z_-]+>/giu, "")
    .replace(/^(?:@?reverie|hey|hi|ok|note|important|system|assistant)\b[\s,:!-]*/iu, "")
    .replace(
      /^(?:please\s+)?(?:remember|save|store|note|keep in mind)\b(?: for the (?:whole )?team)?[\s,:]*(?:that\s+)?/iu,
      "",
    )
    .replace(/^(?:from now on|always|never|whenever [^,]*,)[\s,]*/iu, "")
    .trim();
  return canary.test(bare) ? `${bare.charAt(0).toUpperCase()}${bare.slice(1)}` : sentence;
}
