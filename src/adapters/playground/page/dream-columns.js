import { dayKey, instantOf, shortDay } from "./time.js";

/** The picture's measures, in its own units; at the drawer's width one is about a pixel. */
export const frame = { width: 304, height: 124, left: 20, top: 10, foot: 102 };

const widestStep = 44;
const widestBar = 22;
const gap = 1.5;
const labelRoom = 40;

/** How many gates have a tone of their own; the others share the last one. */
const toneCount = 6;

/**
 * @typedef {{kind: "approved" | "open" | "dropped", tone: number, y: number, height: number}} Piece
 * One part of a column. `tone` counts from 1, for what was dropped; it is 0 for the rest.
 * @typedef {{x: number, width: number, bar: number, centre: number, pieces: Piece[]}} Column
 */

/** The gates that dropped something, in the order in which they first did. */
export function gatesIn(dreams) {
  return [...new Set(dreams.flatMap(({ dropped }) => Object.keys(dropped)))];
}

/** The tone of a gate among those that occur, counted from 1. */
export function toneOf(gate, gates) {
  return Math.min(gates.indexOf(gate) + 1, toneCount);
}

/**
 * Where each dream's column stands, the newest at the right, and what it is stacked of: what was approved
 * at the foot, where columns compare best, then what else was proposed, then what each gate dropped.
 *
 * @param {readonly import("./api.js").Dream[]} dreams
 * @param {readonly string[]} gates
 * @returns {Column[]}
 */
export function columnsOf(dreams, gates) {
  const step = Math.min(widestStep, (frame.width - frame.left) / dreams.length);
  const bar = Math.min(widestBar, step * 0.74);
  const unit = (frame.foot - frame.top) / topOf(dreams);
  return dreams.map((dream, index) => {
    const x = frame.width - (dreams.length - index) * step;
    return { x, width: step, bar, centre: x + step / 2, pieces: stack(partsOf(dream, gates), unit) };
  });
}

/** The counts at which a line crosses the picture, from nothing up, with their heights. */
export function linesOf(dreams) {
  const top = topOf(dreams);
  const step = stepTo(top);
  const unit = (frame.foot - frame.top) / top;
  return Array.from({ length: Math.round(top / step) + 1 }, (_, index) => ({
    count: index * step,
    y: frame.foot - index * step * unit,
  }));
}

/**
 * The days below the columns: each spans the columns of its dreams and is named once, where there is room
 * for its name. The newest goes before the others.
 */
export function daysOf(dreams, columns) {
  const days = [];
  for (const [index, { at }] of dreams.entries()) {
    const { x, width } = columns[index];
    const key = dayKey(instantOf(at));
    if (days.at(-1)?.key === key) days.at(-1).to = x + width;
    else days.push({ key, name: shortDay(instantOf(at)), from: x, to: x + width });
  }
  let free = Number.POSITIVE_INFINITY;
  return days.toReversed().map((day) => {
    const centre = (day.from + day.to) / 2;
    const at = Math.min(Math.max(centre, labelRoom / 2), frame.width - labelRoom / 2);
    const isNamed = at + labelRoom / 2 <= free;
    if (isNamed) free = at - labelRoom / 2;
    return { ...day, at, isNamed };
  });
}

function partsOf({ dropped, proposed, approved }, gates) {
  const parts = [
    { kind: "approved", tone: 0, count: approved },
    { kind: "open", tone: 0, count: Math.max(0, proposed - approved) },
    ...gates.map((gate) => ({ kind: "dropped", tone: toneOf(gate, gates), count: dropped[gate] ?? 0 })),
  ];
  return parts.filter(({ count }) => count > 0);
}

function stack(parts, unit) {
  let foot = frame.foot;
  return parts.map(({ kind, tone, count }) => {
    foot -= count * unit;
    return { kind, tone, y: foot, height: Math.max(1, count * unit - gap) };
  });
}

/** The count that the picture's full height stands for. */
function topOf(dreams) {
  const highest = Math.max(1, ...dreams.map(heightOf));
  const step = stepTo(highest);
  return Math.ceil(highest / step) * step;
}

function heightOf({ dropped, proposed, approved }) {
  return Object.values(dropped).reduce((total, count) => total + count, Math.max(proposed, approved));
}

/** The distance between two lines, so that there are four at most, each at a round count. */
function stepTo(count) {
  const power = 10 ** Math.floor(Math.log10(count));
  const steps = [power / 5, power / 2, power, power * 2, power * 5];
  return steps.find((step) => Number.isInteger(step) && count / step <= 4) ?? power * 10;
}
