/** The one host to which links lead: Discord's own, where sources are. */
export const allowedHosts: ReadonlySet<string> = new Set(["discord.com"]);
