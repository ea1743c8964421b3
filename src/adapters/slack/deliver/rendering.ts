import type { Content } from "../../../core/ports/delivery.ts";
import type { AllowedHosts } from "../../../core/text/safe-markdown/addresses.ts";
import type { Account } from "../account.ts";
import { messageOf, type SlackMessage } from "../render/message-blocks.ts";

/** Renders a content for the workspace that is connected. */
export type RenderMessage = (content: Content) => SlackMessage;

/** The one host to which links lead: the workspace's own, where sources are. */
export function allowedHosts(workspaceUrl: string): AllowedHosts {
  const host = URL.parse(workspaceUrl)?.host;
  return new Set(host ? [host.toLowerCase()] : []);
}

export function createRenderer(account: Account): RenderMessage {
  return (content) => messageOf(content, allowedHosts(account.known()?.url ?? ""));
}
