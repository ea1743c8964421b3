import type { DocumentBlockParam, ImageBlockParam } from "@anthropic-ai/sdk/resources/messages/messages";
import type { Attachment } from "../../core/ports/model.ts";

/** A file as the Messages API takes it. Images bear no name there; the block before them says which is which. */
export function attachmentParam(attachment: Attachment): ImageBlockParam | DocumentBlockParam {
  const data = asBase64(attachment.data);
  if (attachment.kind === "image")
    return { type: "image", source: { type: "base64", media_type: attachment.mediaType, data } };
  const source = { type: "base64", media_type: attachment.mediaType, data } as const;
  return { type: "document", source, title: attachment.name };
}

function asBase64({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("base64");
}
