import type { JsonObject } from "../../messages-server/json-value.ts";
import { imagesInBlocks, urlsInBlocks, urlsInText } from "./crawler.ts";
import { attachmentTexts, pingsInBlocks, pingsInText } from "./pings.ts";
import type { SlackState } from "./state.ts";

/** What goes out to where people see it. */
export interface Output {
  /** The method, or `response_url`. */
  readonly by: string;
  readonly channel: string;
  /** Text and markdown, each as it was sent. */
  readonly texts: readonly string[];
  readonly blocks: readonly JsonObject[];
  readonly attachments: readonly JsonObject[];
  /** Whether `@channel` and names become live, by `link_names` or `parse: full`. */
  readonly linkNames: boolean;
  /** Whether Slack looks at links: always where there is no flag against it. */
  readonly unfurls: boolean;
}

/** Records whom an output calls and what Slack's crawler fetches for it. */
export function watchOutput(state: SlackState, output: Output): void {
  const { by, channel, blocks, unfurls, linkNames } = output;
  const texts = [...output.texts, ...attachmentTexts(output.attachments)];
  const pings = [...texts.flatMap((text) => pingsInText(text, linkNames)), ...pingsInBlocks(blocks)];
  for (const ping of pings) state.records.pings.push({ ...ping, channel, by });
  const links = unfurls ? [...texts.flatMap(urlsInText), ...urlsInBlocks(blocks)] : [];
  for (const url of [...links, ...imagesInBlocks(blocks)]) state.records.fetches.push({ url, channel, by });
}
