import { holdBudget, releaseBudget } from "../core/budget-holds.ts";
import { ModelError, ReverieError } from "../core/errors.ts";
import { asId, type WorkspaceId } from "../core/ids.ts";
import type { Parts } from "../core/parts.ts";
import type { AnswerRequest, Model, Usage } from "../core/ports/model.ts";
import { dollarsOf, noUsage } from "../core/prices.ts";
import { affordableTokens, askingOf, countLost, countSpent } from "./allowance.ts";
import type { Records, WorkRecord } from "./records.ts";
import { type Sending, sendingOf, sendingOfStructured } from "./sending.ts";
import { dollarsFor, held, isHeldByOthers, released, type Spent } from "./shared-budget.ts";

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

/** Work that has a budget of its own. */
export interface Budgeted extends WorkRecord, Spent {
  readonly channel: string;
  readonly stage: string;
}

/** Whose work it is, where it is kept, and who of those that work on it spends. */
export interface Spender<Kept extends Budgeted> {
  readonly records: Pick<Records<Kept>, "read" | "move">;
  readonly work: Kept;
  readonly holder: string;
}

/** How long what is set aside of a workspace's budget outlives a process that died, in milliseconds. */
const holdMs = 60 * 60 * 1000;

/**
 * The parts with a model of which every request is paid out of the budget of a piece of work and of its workspace: what it
 * may cost is set aside in both before it is made, its answer is as long as that pays for, and what it did cost is counted
 * after. A request rejects with OutOfBudget where it cannot be paid, with WorkIsOver where the work is over, and with a
 * StoreError.
 */
export function withinBudget<Kept extends Budgeted>(parts: Parts, spender: Spender<Kept>): Parts {
  const { model } = parts;
  const budgeted: Model = {
    defaults: model.defaults,
    label: model.label,
    batches: model.batches,
    reflect: (requests, signal) => model.reflect(requests, signal),
    state: () => model.state(),
    async *answer(request, signal) {
      const granted = await reserveAnswer(parts, spender, request);
      let used = noUsage;
      try {
        for await (const event of model.answer({ ...request, ...granted }, signal)) {
          if (event.type === "end" || event.type === "usage") used = event.usage;
          yield event;
        }
      } catch (error) {
        if (error instanceof ModelError && error.usage) used = error.usage;
        throw error;
      } finally {
        await settle(parts, spender, request.model, used);
      }
    },
    async structured(request, signal) {
      const maxTokens = await reserve(parts, spender, sendingOfStructured(request));
      let used = noUsage;
      try {
        const outcome = await model.structured({ ...request, maxTokens }, signal);
        used = outcome.usage;
        return outcome;
      } catch (error) {
        if (error instanceof ModelError && error.usage) used = error.usage;
        throw error;
      } finally {
        await settle(parts, spender, request.model, used);
      }
    },
  };
  return { ...parts, model: budgeted };
}

/** Sets aside what an answer may cost: with the web where that can be paid, otherwise without it. */
async function reserveAnswer<Kept extends Budgeted>(
  parts: Parts,
  spender: Spender<Kept>,
  request: AnswerRequest,
): Promise<Pick<AnswerRequest, "maxTokens" | "web">> {
  try {
    return { web: request.web, maxTokens: await reserve(parts, spender, sendingOf(request)) };
  } catch (error) {
    if (!request.web || !(error instanceof OutOfBudget)) throw error;
    return { web: false, maxTokens: await reserve(parts, spender, sendingOf({ ...request, web: false })) };
  }
}

/** Where a request is set aside beside the record of its work. */
function holdOf({ work, holder }: Spender<Budgeted>) {
  const { workspace, channel, person } = askingOf(work);
  return { workspace, spentFor: { channel, person }, name: `work ${work.id} ${holder}` };
}

/** Sets aside what a request may cost, and gives how long its answer may be. */
async function reserve<Kept extends Budgeted>(
  parts: Parts,
  spender: Spender<Kept>,
  sending: Sending,
): Promise<number> {
  const { records, work, holder } = spender;
  const workspace: WorkspaceId = asId(work.workspace);
  for (;;) {
    const seen = await records.read(parts, workspace, work.id);
    if (!seen || seen.stage === "ended") throw new WorkIsOver("The work is over");
    const { tokens, dollarsAtMost } = await planRequest(parts, spender, seen, sending);
    if (tokens === undefined) {
      await releaseBudget(parts, holdOf(spender));
      throw new OutOfBudget(isHeldByOthers(seen, holder));
    }
    const moved = await records.move(parts, workspace, work.id, (now) => {
      // Planned anew where anybody has spent or set something aside meanwhile.
      const isSame = now.dollars === seen.dollars && JSON.stringify(now.holds) === JSON.stringify(seen.holds);
      return now.stage === "ended" || !isSame ? undefined : held(now, holder, dollarsAtMost);
    });
    if (moved?.isDone) {
      await countLost(parts, askingOf(seen), seen.holds[holder] ?? 0);
      return tokens;
    }
    await releaseBudget(parts, holdOf(spender));
  }
}

/** How long the answer may be, undefined where none may be asked for, and what that costs at most. */
interface RequestPlan {
  readonly tokens: number | undefined;
  readonly dollarsAtMost: number;
}

async function planRequest<Kept extends Budgeted>(
  parts: Parts,
  spender: Spender<Kept>,
  seen: Kept,
  sending: Sending,
): Promise<RequestPlan> {
  const hold = { ...holdOf(spender), until: parts.clock.now() + holdMs };
  return holdBudget(parts, hold, (dollarsLeft) => {
    const left = Math.min(dollarsFor(seen, spender.holder), dollarsLeft);
    const tokens = affordableTokens(parts.prices, sending, left);
    const { model, inputTokens, webSearches } = sending;
    const dollarsAtMost =
      tokens === undefined
        ? 0
        : dollarsOf(parts.prices, model, { ...noUsage, inputTokens, webSearches, outputTokens: tokens });
    return { tokens, dollarsAtMost };
  });
}

async function settle<Kept extends Budgeted>(
  parts: Parts,
  spender: Spender<Kept>,
  model: string,
  usage: Usage,
): Promise<void> {
  const { records, work, holder } = spender;
  const workspace: WorkspaceId = asId(work.workspace);
  const dollars = await countSpent(parts, askingOf(work), model, usage);
  await records.move(parts, workspace, work.id, (now) => released(now, holder, dollars));
  await releaseBudget(parts, holdOf(spender));
}
