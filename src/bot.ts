import type { Action } from "./core/actions.ts";
import { budgetJobs } from "./core/budget-warnings.ts";
import { type PrivateAnswer, say } from "./core/card.ts";
import { auditCommands } from "./core/commands/audit-commands.ts";
import { type CommandTree, createCommandTree, describe } from "./core/commands/command-tree.ts";
import { complete } from "./core/commands/completion.ts";
import { exchangeCommands } from "./core/commands/exchange-commands.ts";
import { failureCommands } from "./core/commands/failure-commands.ts";
import { helpCommand } from "./core/commands/help-command.ts";
import { markCommands } from "./core/commands/mark-commands.ts";
import { memoryCommands } from "./core/commands/memory-commands.ts";
import { muteCommands } from "./core/commands/mute-commands.ts";
import { privacyCommands } from "./core/commands/privacy-commands.ts";
import { rememberCommand } from "./core/commands/remember-command.ts";
import { reviewCommand } from "./core/commands/review-command.ts";
import { settingsCommands } from "./core/commands/settings-commands.ts";
import { sharedMemoryCommands } from "./core/commands/shared-memory-commands.ts";
import { usageCommand } from "./core/commands/usage-command.ts";
import { answerActions } from "./core/conversation/answer-actions.ts";
import { catchUpJobs } from "./core/conversation/catch-up.ts";
import { commandJobs } from "./core/conversation/command-turns.ts";
import { failureSentence } from "./core/conversation/failure-sentence.ts";
import { feedbackJobs } from "./core/conversation/feedback.ts";
import { createInbox } from "./core/conversation/inbox.ts";
import { introductionJobs } from "./core/conversation/introduction.ts";
import { waitingFor } from "./core/conversation/kept-waiting.ts";
import { createOutageNotice } from "./core/conversation/outage-notice.ts";
import { createQuietChannels } from "./core/conversation/quiet-channels.ts";
import { createRunningTurns } from "./core/conversation/running-turns.ts";
import { turnJobs } from "./core/conversation/turns.ts";
import { readDreamFigures } from "./core/dream-figures.ts";
import { readDreamReports } from "./core/dream-reports.ts";
import { fleetingCardJobs } from "./core/fleeting-card.ts";
import { homeActions } from "./core/home/home-actions.ts";
import { homeCard } from "./core/home/home-card.ts";
import { homeCommand } from "./core/home/home-command.ts";
import { rememberChosen } from "./core/home/remember-chosen.ts";
import { leavingJobs } from "./core/leaving.ts";
import { readLibrary } from "./core/library/library.ts";
import { cardJobs } from "./core/memory/card-delivery.ts";
import { evidenceJobs } from "./core/memory/evidence.ts";
import { memoryActions } from "./core/memory/memory-actions.ts";
import { reminderJobs } from "./core/memory/reminders.ts";
import { reviewActions } from "./core/memory/review.ts";
import type { Parts } from "./core/parts.ts";
import type { Cancel } from "./core/ports/clock.ts";
import type { CommandDescription, Interaction, PlatformHandler } from "./core/ports/platform.ts";
import { trialActions } from "./core/trial/trial-actions.ts";
import { trialJobs } from "./core/trial/trial-job.ts";
import { startUpkeep, upkeepJobs } from "./core/upkeep.ts";
import { backfillActions } from "./dreaming/backfill/backfill-actions.ts";
import { backfillCommands } from "./dreaming/backfill/backfill-commands.ts";
import { backfillJobs } from "./dreaming/backfill/backfill-jobs.ts";
import { dreamJobs } from "./dreaming/dream.ts";
import { dreamCommands } from "./dreaming/dream-commands.ts";
import { previewJobs } from "./dreaming/preview.ts";
import { startSchedule } from "./dreaming/schedule.ts";
import { goalActions } from "./outcomes/goal/goal-actions.ts";
import { goalCommand } from "./outcomes/goal/goal-command.ts";
import { goalGateJobs } from "./outcomes/goal/goal-gates.ts";
import { goalJobs } from "./outcomes/goal/goal-job.ts";
import { delegateCommand } from "./outcomes/team/delegate-command.ts";
import { teamActions } from "./outcomes/team/team-actions.ts";
import { teamJobs } from "./outcomes/team/team-jobs.ts";

/** How many dreams a picture of them over time shows, and how many of them can be read about. */
const dreamsDrawn = 26;

/** How many jobs run side by side in one process. */
const slots = 20;

/** A bot that runs over its parts. */
export interface Bot {
  /** Opens the platforms, then takes up what waits. Rejects with a StartError. */
  start(): Promise<void>;
  /** Takes nothing more in, lets running work end until the deadline, and hands back the rest. Gives how much was cut off. */
  stop(deadlineMs: number): Promise<number>;
}

/** The one tree of commands, from every room. */
export function createHouseTree(): CommandTree {
  const tree: CommandTree = createCommandTree([
    helpCommand(() => tree.commands),
    ...memoryCommands,
    ...markCommands,
    ...sharedMemoryCommands,
    rememberCommand,
    ...exchangeCommands,
    reviewCommand,
    homeCommand,
    ...dreamCommands,
    goalCommand,
    delegateCommand,
    ...backfillCommands,
    ...settingsCommands,
    ...muteCommands,
    ...privacyCommands,
    ...auditCommands,
    usageCommand,
    ...failureCommands,
  ]);
  return tree;
}

/** The commands of the house as platforms offer them. */
export function houseCommands(): readonly CommandDescription[] {
  return createHouseTree().commands.map(describe);
}

/** Wires core and dreaming over the ports. The only place that knows all rooms; it opens nothing itself. */
export function createBot(parts: Parts): Bot {
  const running = createRunningTurns(parts.clock);
  const tree = createHouseTree();
  const actions: Readonly<Record<string, Action>> = {
    ...reviewActions,
    ...memoryActions,
    ...trialActions,
    ...answerActions,
    ...homeActions,
    ...backfillActions,
    ...goalActions,
    ...teamActions,
  };
  const outages = createOutageNotice(parts.clock, parts.log);
  const quiet = createQuietChannels();
  const inbox = createInbox(parts, { tree, running, quiet });
  const handler: PlatformHandler = {
    commands: houseCommands(),
    receive: (event) =>
      outages.around(
        () => waitingFor(parts, event, quiet),
        () => inbox(event),
      ),
    answer: (interaction) => answerSafely(parts, interaction, () => answer(interaction)),
    complete: (question) => complete(parts, question),
    dreams: (workspace, person) => readDreamFigures(parts, workspace, person, dreamsDrawn),
    library: (workspace, person) => readLibrary(parts, workspace, person),
    dreamReports: (workspace, person) => readDreamReports(parts, workspace, person, dreamsDrawn),
    home: (workspace, person) => homeCard(parts, workspace, person),
  };

  async function answer(interaction: Interaction): Promise<PrivateAnswer> {
    const { workspace, person, channel } = interaction;
    if (interaction.type === "command-run") {
      const { thread, text } = interaction;
      const call = {
        workspace,
        person,
        channel,
        thread,
        message: null,
        job: null,
        files: [],
        givenAt: parts.clock.now(),
      };
      return tree.run(parts, call, text.trim());
    }
    if (interaction.type === "message-chosen") return rememberChosen(parts, interaction);
    const action = Object.hasOwn(actions, interaction.verb) ? actions[interaction.verb] : undefined;
    if (!action) return say("That button is not mine. Nothing changed.");
    const { value } = interaction;
    const isForm = interaction.type === "form-submitted";
    const fields = isForm ? interaction.fields : null;
    const message = isForm ? null : interaction.message;
    return action(parts, { workspace, person, channel, value, fields, message });
  }

  const cancels: Cancel[] = [];
  return {
    async start() {
      const handlers = {
        ...turnJobs(parts, running, outages),
        ...feedbackJobs(parts),
        ...commandJobs(parts, tree),
        ...cardJobs(parts),
        ...introductionJobs(parts),
        ...catchUpJobs(parts, inbox),
        ...evidenceJobs(parts),
        ...dreamJobs(parts),
        ...previewJobs(parts),
        ...trialJobs(parts),
        ...fleetingCardJobs(parts),
        ...backfillJobs(parts),
        ...goalJobs(parts),
        ...goalGateJobs(parts),
        ...teamJobs(parts),
        ...budgetJobs(parts),
        ...reminderJobs(parts),
        ...upkeepJobs(parts),
        ...leavingJobs(parts),
      };
      for (const platform of parts.platforms) await platform.start(handler);
      // After the platforms, so that a start that fails costs no waiting job one of its tries.
      await parts.jobs.run(handlers, slots);
      cancels.push(startSchedule(parts), startUpkeep(parts));
    },
    async stop(deadlineMs) {
      for (const cancel of cancels.splice(0)) cancel();
      await Promise.all(parts.platforms.map((platform) => platform.stop()));
      return parts.jobs.drain(deadlineMs);
    },
  };
}

/** Every click and command gets an answer: what went wrong is logged and said in one sentence. */
async function answerSafely(
  parts: Parts,
  { type, workspace }: Interaction,
  work: () => Promise<PrivateAnswer>,
): Promise<PrivateAnswer> {
  try {
    return await work();
  } catch (error) {
    parts.log.error("interaction-failed", { type, workspace }, error);
    return say(failureSentence(error));
  }
}
