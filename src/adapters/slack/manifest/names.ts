/** The id under which Slack tells of the message shortcut "Remember this". */
export const rememberShortcut = "remember_this";

/** The slash command, as the manifests name it. Whatever name it is given there, it is answered. */
export const slashCommand = "/reverie";

/** The path at which the program takes Slack's requests, where it is connected by HTTP. */
export const requestPath = "/slack/events";
