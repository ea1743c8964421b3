import { command, press, shortcut } from "./acts/interact.ts";
import { changePerson, openHome, pressStop, revokeTokens, uninstall } from "./acts/lifecycle.ts";
import { ephemerals, home, messages, modal } from "./acts/look.ts";
import { addChannel, changeChannel, join, leave } from "./acts/places.ts";
import { edit, react, remove, say } from "./acts/talk.ts";
import { closeModal, pressInView, submit } from "./acts/views.ts";
import type { Sender } from "./delivery/message-events.ts";
import type { Records } from "./world/records.ts";
import type { Settings } from "./world/state.ts";

/** What people do and see in the workspace, and everything that happened there. */
export type World = ReturnType<typeof createWorld>;

/** The workspace as a test handles it. Every act takes one object, so that all of them go over HTTP too. */
export function createWorld(sender: Sender) {
  const bound =
    <Given, Result>(act: (sender: Sender, given: Given) => Result) =>
    (given: Given): Result =>
      act(sender, given);
  const records: Readonly<Records> = sender.state.records;
  return {
    say: bound(say),
    edit: bound(edit),
    remove: bound(remove),
    react: bound(react),
    join: bound(join),
    leave: bound(leave),
    addChannel: bound(addChannel),
    changeChannel: bound(changeChannel),
    changePerson: bound(changePerson),
    openHome: bound(openHome),
    pressStop: bound(pressStop),
    uninstall: (given: { readonly tokensFirst?: boolean } = {}) => uninstall(sender, given),
    revokeTokens: () => revokeTokens(sender),
    press: bound(press),
    pressInView: bound(pressInView),
    submit: bound(submit),
    closeModal: bound(closeModal),
    command: bound(command),
    shortcut: bound(shortcut),
    messages: bound(messages),
    ephemerals: bound(ephemerals),
    modal: bound(modal),
    home: bound(home),
    /** Changes what an administrator of the app could set; what is not named stays. */
    configure: (settings: Partial<Settings>): void => void Object.assign(sender.state.settings, settings),
    records,
  };
}
