import { autocomplete, choose, command } from "./acts/command.ts";
import { changeGuild, changeRole } from "./acts/guilds.ts";
import { direct, fileText, ids, messages, modal, privateAnswers } from "./acts/look.ts";
import { addBot, changePerson, closeDirect, outage, removeBot } from "./acts/members.ts";
import { addChannel, changeChannel } from "./acts/places.ts";
import { press } from "./acts/press.ts";
import { closeModal, submit } from "./acts/submit.ts";
import { edit, react, remove, removeBulk, say, webhookSay } from "./acts/talk.ts";
import { changeThreadMember, closeThread, lockThread, startThread } from "./acts/threads.ts";
import type { Sender } from "./gateway/sender.ts";
import type { Records } from "./world/records.ts";
import type { Settings } from "./world/state.ts";

/** What people do and see on Discord, and everything that happened there. */
export type World = ReturnType<typeof createWorld>;

/** Discord as a test handles it. Every act takes one object, so that all of them go over HTTP too. */
export function createWorld(sender: Sender) {
  const bound =
    <Given, Result>(act: (sender: Sender, given: Given) => Result) =>
    (given: Given): Result =>
      act(sender, given);
  const records: Readonly<Records> = sender.state.records;
  return {
    say: bound(say),
    webhookSay: bound(webhookSay),
    edit: bound(edit),
    remove: bound(remove),
    removeBulk: bound(removeBulk),
    react: bound(react),
    startThread: bound(startThread),
    closeThread: bound(closeThread),
    lockThread: bound(lockThread),
    changeThreadMember: bound(changeThreadMember),
    changeGuild: bound(changeGuild),
    changeRole: bound(changeRole),
    addChannel: bound(addChannel),
    changeChannel: bound(changeChannel),
    changePerson: bound(changePerson),
    removeBot: (given: Parameters<typeof removeBot>[1] = {}) => removeBot(sender, given),
    addBot: (given: Parameters<typeof addBot>[1] = {}) => addBot(sender, given),
    outage: (given: Parameters<typeof outage>[1] = {}) => outage(sender, given),
    closeDirect: bound(closeDirect),
    command: bound(command),
    autocomplete: bound(autocomplete),
    choose: bound(choose),
    press: bound(press),
    submit: bound(submit),
    closeModal: bound(closeModal),
    messages: bound(messages),
    direct: bound(direct),
    privateAnswers: bound(privateAnswers),
    fileText: bound(fileText),
    modal: bound(modal),
    ids: () => ids(sender),
    /** Changes what an owner of the app could set; what is not named stays. */
    configure: (settings: Partial<Settings>): void => void Object.assign(sender.state.settings, settings),
    records,
  };
}
