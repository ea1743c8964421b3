import type { AttachedFile } from "../message.ts";

/** How a file reaches the model: looked at as it is, or as quoted text. */
export type FileKind = "image" | "pdf" | "text";

const mebibyte = 1024 * 1024;

/**
 * The largest file of each kind, in bytes. The Messages API takes an image of at most 5 MiB in base64, which
 * is 3.75 MiB as a file, and 32 MB in one request (https://platform.claude.com/docs/en/build-with-claude/vision
 * and …/pdf-support). How many pages a PDF has is not known before it is read.
 */
export const sizeLimits: Readonly<Record<FileKind, number>> = {
  image: 3.75 * mebibyte,
  pdf: 10 * mebibyte,
  text: 5 * mebibyte,
};

const imageEndings = new Set(["png", "jpg", "jpeg", "gif", "webp"]);
const imageTypes = new Set(["image/png", "image/jpeg", "image/jpg", "image/gif", "image/webp"]);

const textEndings = new Set(
  `txt text md markdown rst adoc tex log csv tsv json jsonl ndjson yaml yml xml svg toml ini cfg conf env
  properties diff patch eml ics vcf srt vtt html htm css scss less js mjs cjs jsx ts mts cts tsx vue svelte py
  ipynb rb php pl pm lua r jl go rs java kt kts scala groovy gradle cs fs vb c h cc cpp cxx hpp hh m mm swift
  dart ex exs erl hs ml clj lisp el sql graphql gql proto sh bash zsh fish ps1 bat cmd dockerfile makefile mk
  cmake tf hcl nix`.split(/\s+/u),
);

const textType =
  /^(?:text\/.*|.*\+(?:json|xml|yaml)|application\/(?:json|x-ndjson|xml|yaml|x-yaml|toml|csv|sql|graphql|javascript|x-javascript|ecmascript|typescript|x-typescript|x-sh|x-httpd-php|x-python|x-ruby))$/u;

/**
 * How a file is to be read, or undefined where it cannot be. The endings of texts count before the media
 * type, because platforms guess that by the ending and take `.ts` for a film.
 */
export function fileKindOf({
  name,
  mediaType,
}: Pick<AttachedFile, "name" | "mediaType">): FileKind | undefined {
  const ending = /(?:^|\.)([^.]+)$/u.exec(name.trim().toLowerCase())?.[1] ?? "";
  if (textEndings.has(ending)) return "text";
  const type = mediaType
    .trim()
    .toLowerCase()
    .replace(/\s*;.*$/su, "");
  if (imageTypes.has(type)) return "image";
  if (type === "application/pdf") return "pdf";
  if (textType.test(type)) return "text";
  // A platform that cannot tell says this, or nothing.
  if (type !== "" && type !== "application/octet-stream") return undefined;
  if (imageEndings.has(ending)) return "image";
  return ending === "pdf" ? "pdf" : undefined;
}
