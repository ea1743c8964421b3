import type { ChannelId, PersonId, WorkspaceId } from "../ids.ts";
import type { Channel, Person } from "../message.ts";

/** What a platform knows of a workspace. */
export interface Workspace {
  readonly id: WorkspaceId;
  readonly name: string;
  /** IANA name, such as `Europe/Lisbon`. */
  readonly timezone: string;
  /** The names of the roles that people may be given there, from which `guest-role` is chosen; empty where the platform itself says who is a guest. */
  readonly roles: readonly string[];
  /** Settings whose default this platform chooses, by key. */
  readonly defaults: Readonly<Record<string, string>>;
}

/**
 * Who and what there is, as the platform says now. Answers may be up to 60 seconds old. Rejects with a
 * PlatformError when the platform does not answer; undefined means that it knows no such thing.
 */
export interface Directory {
  workspaces(): Promise<readonly WorkspaceId[]>;
  workspace(workspace: WorkspaceId): Promise<Workspace>;
  person(workspace: WorkspaceId, person: PersonId): Promise<Person | undefined>;
  administrators(workspace: WorkspaceId): Promise<readonly PersonId[]>;
  channel(workspace: WorkspaceId, channel: ChannelId): Promise<Channel | undefined>;
  /** The public, private and shared channels that Reverie is in. */
  channels(workspace: WorkspaceId): Promise<readonly Channel[]>;
  /** The channels that the person is in, with the direct one with Reverie where there is one. */
  channelsOf(workspace: WorkspaceId, person: PersonId): Promise<readonly ChannelId[]>;
  /** The person's direct channel with Reverie, opened where there is none yet. */
  openDirect(workspace: WorkspaceId, person: PersonId): Promise<ChannelId>;
  /** Drops what is remembered of a person, so that the next answers about them are the platform's own of that moment. */
  recheck(workspace: WorkspaceId, person: PersonId): void;
}
