import type { AnyChunk, HomeView, KnownBlock, MessageMetadata, ModalView, SlackEvent } from "@slack/types";

/** What the fake checks by the vendor's own types. The schema is generated from this interface. */
export interface SlackSurface {
  readonly block: KnownBlock;
  readonly home: HomeView;
  readonly modal: ModalView;
  readonly chunk: AnyChunk;
  readonly metadata: MessageMetadata;
  readonly event: SlackEvent;
}
