import { createApi } from "./api.js";
import { recall } from "./remembered.js";
import { createAsking } from "./session/asking.js";
import { createDreamHistory } from "./session/dream-history.js";
import { createDreaming } from "./session/dreaming.js";
import { createLibrary } from "./session/library.js";
import { createMemoryView } from "./session/memory-view.js";
import { createPresence } from "./session/presence.js";
import { createSending, unsentKey } from "./session/sending.js";
import { createToasts } from "./session/toasts.js";
import { createView } from "./session/view.js";
import { initialState } from "./state.js";
import { createStore } from "./store.js";

/** Everything that a person can do on the page, over one store. Components call it and hold no effects of their own. */
export function createSession() {
  const person = new URLSearchParams(location.search).get("person") ?? "ana";
  const store = createStore(initialState(person, recall(unsentKey, [])));
  const api = createApi();
  const toasts = createToasts(store);
  const library = createLibrary({ store, api });
  const dreamHistory = createDreamHistory({ store, api });
  /** Reads anew what is shown of the memory. */
  const refreshSoon = () => {
    library.refreshSoon();
    dreamHistory.refreshSoon();
  };
  const parts = { store, api, toasts, refreshSoon };
  const asking = createAsking(parts);

  return {
    store,
    toasts,
    library,
    memory: createMemoryView(parts),
    dreamHistory,
    view: createView(parts),
    sending: createSending(parts),
    presence: createPresence(parts),
    ...asking,
    ...createDreaming({ store, asking, refreshSoon }),
  };
}
