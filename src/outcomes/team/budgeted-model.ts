import { ModelError, ReverieError } from "../../core/errors.ts";
import { asId, type WorkspaceId } from "../../core/ids.ts";
import type { Parts } from "../../core/parts.ts";
import type { AnswerRequest, Model, Usage } from "../../core/ports/model.ts";
import { dollarsOf, noUsage } from "../../core/prices.ts";
import { estimateTokens } from "../../core/text/tokens.ts";
import { affordableTokens, askingOf, countSpent, readDollarsOutside, type Sending } from "../allowance.ts";
import { dollarsFor, held, isHeldByOthers, released } from "./shared-budget.ts";
import type { Work } from "./work.ts";
import { moveWork, readWork } from "./work-store.ts";

/** Nothing that is worth it may be spent on a request. */
export class OutOfBudget extends ReverieError {
  override name = "OutOfBudget";
  /** Whether something comes free when others are done. */
  readonly isHeldByOthers: boolean;
  constructor(isHeld: boolean) {
    super("The budget of the work is used up");
    this.isHeldByOthers = isHeld;
  }
}

/** The work was stopped, ended or erased meanwhile: nothing more is asked for it. */
export class WorkIsOver extends ReverieError {
  override name = "WorkIsOver";
}

/** Whose work it is. */
type Owner = Pick<Work, "id" | "workspace" | "channel" | "person">;

/**
 * The parts with a model of which every request is paid out of the budget that a team shares: what it may cost is set aside
 * before it is made, its answer is as long as that pays for, and what it did cost is counted after. A request rejects with
 * OutOfBudget where it cannot be paid, with WorkIsOver where the work is over, and with a StoreError.
 */
export function withinBudget(parts: Parts, owner: Owner, holder: string): Parts {
  const { model } = parts;
  const budgeted: Model = {
    defaults: model.defaults,
    label: model.label,
    batches: model.batches,
    reflect: (requests, signal) => model.reflect(requests, signal),
    state: () => model.state(),
    async *answer(request, signal) {
      const sending = { ...sendingOf(request), wantedTokens: request.maxTokens };
      const maxTokens = await reserve(parts, owner, holder, sending);
      let used = noUsage;
      try {
        for await (const event of model.answer({ ...request, maxTokens }, signal)) {
          if (event.type === "end" || event.type === "usage") used = event.usage;
          yield event;
        }
      } catch (error) {
        if (error instanceof ModelError && error.usage) used = error.usage;
        throw error;
      } finally {
        await settle(parts, owner, holder, request.model, used);
      }
    },
    async structured(request, signal) {
      const inputTokens = estimateTokens(request.system) + estimateTokens(request.content);
      const sending = { model: request.model, inputTokens, wantedTokens: request.maxTokens };
      const maxTokens = await reserve(parts, owner, holder, sending);
      let used = noUsage;
      try {
        const outcome = await model.structured({ ...request, maxTokens }, signal);
        used = outcome.usage;
        return outcome;
      } catch (error) {
        if (error instanceof ModelError && error.usage) used = error.usage;
        throw error;
      } finally {
        await settle(parts, owner, holder, request.model, used);
      }
    },
  };
  return { ...parts, model: budgeted };
}

function sendingOf({ model, system, asked, blocks, rounds, tools }: AnswerRequest) {
  const sent = [system, asked, ...blocks.map(({ text }) => text), JSON.stringify([rounds, tools])];
  return { model, inputTokens: sent.reduce((sum, text) => sum + estimateTokens(text), 0) };
}

/** Sets aside what a request may cost, and gives how long its answer may be. */
async function reserve(parts: Parts, owner: Owner, holder: string, sending: Sending): Promise<number> {
  const workspace: WorkspaceId = asId(owner.workspace);
  const { prices } = parts;
  for (;;) {
    const seen = await readWork(parts, workspace, owner.id);
    if (!seen || seen.stage === "ended") throw new WorkIsOver("The work is over");
    const outside = await readDollarsOutside(parts, askingOf(owner));
    let tokens: number | undefined;
    const moved = await moveWork(parts, workspace, owner.id, (now) => {
      tokens = undefined;
      // What another request cost since stands in none of the two.
      if (now.stage === "ended" || now.dollars !== seen.dollars) return undefined;
      tokens = affordableTokens(prices, sending, dollarsFor(now, holder, outside));
      if (tokens === undefined) return undefined;
      const { model, inputTokens } = sending;
      return held(now, holder, dollarsOf(prices, model, { ...noUsage, inputTokens, outputTokens: tokens }));
    });
    if (moved?.isDone && tokens !== undefined) return tokens;
    if (moved?.record.dollars === seen.dollars && moved.record.stage !== "ended")
      throw new OutOfBudget(isHeldByOthers(moved.record, holder));
  }
}

async function settle(
  parts: Parts,
  owner: Owner,
  holder: string,
  model: string,
  usage: Usage,
): Promise<void> {
  const dollars = await countSpent(parts, askingOf(owner), model, usage);
  await moveWork(parts, asId(owner.workspace), owner.id, (now) => released(now, holder, dollars));
}
