/** Who sets something aside of what a team may spend: the director, and a specialist for its task. */
export const directorHolder = "director";
export const taskHolder = (task: number): string => `task ${task}`;
