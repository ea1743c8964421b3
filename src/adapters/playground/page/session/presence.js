import { openEventStream } from "../event-stream.js";
import { plainWords } from "../markdown.js";
import { parseMemoryRoute, parseRoute, routeTo, routeToMemory } from "../route.js";
import { asPerson, withChannel, withLoaded, withMemoryPage, withMessage, withoutMessage } from "../state.js";

/** Who looks at the page and at what: the person, the channel, and the connection that keeps it current. */
export function createPresence({ store, api, toasts, refreshSoon }) {
  /** @type {{close: () => void} | undefined} */
  let stream;
  /** What came while the state was being read, which may be older than it; null while nothing is read. */
  let held = null;

  const apply = (change) => {
    if (held) held.push(change);
    else store.update(change);
  };

  const load = async () => {
    const { person } = store.get();
    const holding = [];
    held = holding;
    try {
      const loaded = await api.state(person);
      if (held !== holding) return;
      held = null;
      store.update((state) => catchUp(withLoaded(state, loaded), holding));
      // A reading after a lost connection leaves people where they are.
      if (!isVisible(store.get())) openRoute();
      refreshSoon();
    } catch (error) {
      if (held !== holding) return;
      held = null;
      store.update((state) => catchUp(state, holding));
      toasts.complain(error, load);
    }
  };

  const hear = (message) => {
    const before = store.get();
    const complete = message.author === "reverie" && !message.streaming;
    const known = before.messages.find((other) => other.id === message.id);
    apply((state) => withMessage(state, message));
    if (!before.channels.some((channel) => channel.id === message.channel)) load();
    if (complete && (!known || known.streaming)) {
      const announcement = spoken(message, before);
      store.update((state) => ({ ...state, announcement }));
    }
    if (message.card) refreshSoon();
  };

  const connect = () => {
    stream?.close();
    stream = openEventStream(store.get().person, {
      onOpen: () => {
        store.update((state) => ({ ...state, connection: "open" }));
        load();
      },
      onLost: () => store.update((state) => ({ ...state, connection: "lost" })),
      onMessage: hear,
      onRemoved: ({ id }) => {
        apply((state) => withoutMessage(state, id));
        // What rested on it is out of use now.
        refreshSoon();
      },
    });
    return load();
  };

  const openRoute = () => {
    const { channels, loaded } = store.get();
    if (!loaded || channels.length === 0) return;
    const memory = parseMemoryRoute(location.hash);
    openPlace(memory ? null : parseRoute(location.hash));
    if (memory) store.update((state) => withMemoryPage(state, memory));
  };

  const openPlace = (asked) => {
    const { channels, channel, messages } = store.get();
    const visible = channels.some((known) => known.id === asked?.channel);
    if (asked && !visible) toasts.inform("That conversation is not one that this person can see.");
    const current = channels.some((known) => known.id === channel) ? channel : channels[0].id;
    const message = visible ? (asked?.message ?? null) : null;
    const found = messages.some((known) => known.id === message);
    if (message !== null && !found) toasts.inform("That message is no longer here.");
    store.update((state) => withChannel(state, visible ? asked.channel : current, found ? message : null));
  };

  return {
    connect,
    openRoute,

    showChannel: (channel) => {
      const route = routeTo(channel);
      if (location.hash === route) openRoute();
      else location.hash = route;
    },

    become: (person) => {
      if (store.get().person === person) return;
      const { channel, channels, isMemoryPage, section } = store.get();
      const reach = channels.find((known) => known.id === channel)?.reach;
      store.update((state) => asPerson(state, person));
      const url = new URL(location.href);
      url.searchParams.set("person", person);
      // A direct channel belongs to one person, so a link to it leads the next one nowhere.
      const place = channel === null || reach === "direct" ? "" : routeTo(channel);
      url.hash = isMemoryPage ? routeToMemory(section) : place;
      history.replaceState(null, "", url);
      return connect();
    },
  };
}

function catchUp(state, changes) {
  return changes.reduce((current, change) => change(current), state);
}

function isVisible({ channel, channels }) {
  return channels.some((known) => known.id === channel);
}

function spoken(message, { channel, channels }) {
  const words = message.card ? message.card.title : plainWords(message.text);
  if (message.channel === channel) return `Reverie: ${words}`;
  const name = channels.find((known) => known.id === message.channel)?.name;
  return `Reverie, in ${name ?? "another conversation"}: ${words}`;
}
