import type { JsonObject } from "../../messages-server/json-value.ts";
import { withIds } from "../blocks/with-ids.ts";
import { app, teamId } from "./identity.ts";

/** A modal or home tab that somebody sees. */
export interface StoredView {
  readonly id: string;
  readonly user: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  json: JsonObject;
  isOpen: boolean;
}

/** The views of a workspace. */
export class ViewStore {
  readonly #views = new Map<string, StoredView>();
  readonly #homes = new Map<string, StoredView>();
  #changes = 0;

  open(user: string, view: JsonObject, below: StoredView | null): StoredView {
    const id = `V${String(this.#views.size + 1).padStart(6, "0")}`;
    const stored: StoredView = {
      id,
      user,
      rootId: below?.rootId ?? id,
      previousId: below?.id ?? null,
      hash: this.#nextHash(),
      json: withViewIds(view),
      isOpen: true,
    };
    this.#views.set(id, stored);
    return stored;
  }

  publish(user: string, view: JsonObject): StoredView {
    const known = this.#homes.get(user);
    if (known) return this.update(known, view);
    const stored = this.open(user, view, null);
    this.#homes.set(user, stored);
    return stored;
  }

  update(stored: StoredView, view: JsonObject): StoredView {
    stored.json = withViewIds(view);
    stored.hash = this.#nextHash();
    return stored;
  }

  find(id: string): StoredView | undefined {
    return this.#views.get(id);
  }

  byExternalId(id: string): StoredView | undefined {
    return [...this.#views.values()].find((view) => view.json.external_id === id);
  }

  home(user: string): StoredView | undefined {
    return this.#homes.get(user);
  }

  /** The modal that the person looks at: the one that was opened last and not closed. */
  top(user: string): StoredView | undefined {
    return [...this.#views.values()].findLast(
      (view) => view.user === user && view.isOpen && view.json.type === "modal",
    );
  }

  /** Closes the view and, where asked for, all of its stack. */
  close(stored: StoredView, wholeStack: boolean): void {
    for (const view of this.#views.values()) {
      if (view === stored || (wholeStack && view.rootId === stored.rootId)) view.isOpen = false;
    }
  }

  #nextHash(): string {
    this.#changes += 1;
    return `${this.#changes}.loopback`;
  }
}

function withViewIds(view: JsonObject): JsonObject {
  return { ...view, blocks: withIds(Array.isArray(view.blocks) ? view.blocks : []) };
}

/** A view as Slack shows it. `values` are those of its inputs. */
export function viewJson(stored: StoredView, values: JsonObject = {}): JsonObject {
  const { json, id, hash, rootId, previousId } = stored;
  return {
    id,
    team_id: teamId,
    type: json.type,
    blocks: json.blocks,
    private_metadata: json.private_metadata ?? "",
    callback_id: json.callback_id ?? "",
    external_id: json.external_id ?? "",
    title: json.title ?? null,
    close: json.close ?? null,
    submit: json.submit ?? null,
    state: { values },
    hash,
    clear_on_close: json.clear_on_close ?? false,
    notify_on_close: json.notify_on_close ?? false,
    root_view_id: rootId,
    previous_view_id: previousId,
    app_id: app.id,
    app_installed_team_id: teamId,
    bot_id: app.botId,
  };
}
