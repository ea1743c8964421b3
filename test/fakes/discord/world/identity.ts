/** The application under test; its bot's user has the same id. */
export const app = {
  id: "300000000000000001",
  name: "reverie",
  /** Of the bot's managed role in every server. */
  integrationId: "300000000000000002",
} as const;

/** An instant as Discord writes it. */
export function instant(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}000+00:00`;
}
