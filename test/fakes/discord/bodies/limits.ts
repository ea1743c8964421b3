/**
 * What Discord's machine-readable description leaves out, from its written documentation: the pages
 * "Message" (content, embeds, flags, allowed mentions), "Component Reference" (what goes into what, ids,
 * counts, texts), "Application Commands" (names, order of options, size) and "Receiving and Responding"
 * (modals). Lengths are in UTF-16 units.
 */
export const limits = {
  contentLength: 2000,
  embedsLength: 6000,
  nonceLength: 25,
  /** Of a message with components of the second version, nested ones too. */
  components: 40,
  /** All text displays of a message together. */
  displayedLength: 4000,
  /** Of a message with components of the first version. */
  rows: 5,
  buttonsInRow: 5,
  modalComponents: 5,
  commandLength: 8000,
  commandsOfChat: 100,
  commandsOfMenu: 15,
} as const;

/** The flags that a call may set where a message is made, and where one is changed. */
export const settableFlags = {
  /** Embeds suppressed, silent, voice message, components of the second version. */
  message: (1 << 2) | (1 << 12) | (1 << 13) | (1 << 15),
  /** The same, and for one person only. */
  interaction: (1 << 2) | (1 << 6) | (1 << 12) | (1 << 13) | (1 << 15),
  edit: (1 << 2) | (1 << 15),
} as const;

/** The name of a command or of an option. */
export const commandName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
