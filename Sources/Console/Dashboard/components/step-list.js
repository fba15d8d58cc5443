// SPDX-License-Identifier: Apache-2.0
// The steps of a run: how each went, which locator won, how long it took.
import { folded, h } from '../shell/dom.js';
import { count, plain, took } from '../shell/words.js';

const marks = { succeeded: ['✓', 'good', 'done'], running: ['…', 'live', 'under way'], started: ['…', 'live', 'under way'],
  failed: ['✕', 'bad', 'failed'], denied: ['✕', 'bad', 'refused'], refused: ['✕', 'bad', 'refused'] };

/** One step's mark, with words for who does not see it. */
export function mark(outcome) {
  const [sign, tone, words] = marks[outcome] ?? ['–', '', plain(outcome)];
  return h('span', { class: `mark ${tone}` }, h('span', { 'aria-hidden': 'true' }, sign), h('span', { class: 'unseen' }, words));
}

/** The steps of the run with this id. */
export const stepList = (steps, run) => h('ol', { class: 'steps', 'aria-label': 'Steps' }, steps.map((one) => step(one, `${run} ${one.id}`)));

function step(step, key) {
  const isNow = ['running', 'started'].includes(step.outcome);
  return h('li', { class: `step ${isNow ? 'is-now' : ''}`, data: { step: step.id } },
    mark(step.outcome),
    h('div', { class: 'what' }, step.action, ' ', h('span', { class: 'quiet small' }, step.id)),
    h('span', { class: 'time' }, took(step.duration_ms)),
    h('div', { class: 'more small quiet' }, how(step, key), rescued(step.rescue, key)));
}

function how(step, key) {
  const matches = Object.entries(step.matches).map(([name, number]) => `${name} ${number}`).join(', ');
  const said = [step.locator ? `found by ${step.locator}` : null, matches ? `matches: ${matches}` : null,
    (step.attempts ?? 1) > 1 ? `${step.attempts} looks` : null].filter(Boolean);
  return [said.length ? h('span', {}, said.join(' · ')) : null,
    step.code ? h('span', { class: 'risk' }, plain(step.code)) : null, tried(step, key)];
}

/** What each locator came to when it was looked for last. */
function tried({ tried: all = [], attempts }, key) {
  if (!all.length) return null;
  return folded(`tried ${key}`, `What was tried${(attempts ?? 1) > 1 ? ` in the last of ${attempts} looks` : ''}`,
    h('ul', {}, all.map((one) => h('li', {}, `${one.kind}, ${count(one.matched, 'match', 'matches')}: ${one.why}`))));
}

/** How a target was found when no locator proved itself, or why it was not. */
export function rescued(rescue, key) {
  if (!rescue) return null;
  return folded(`rescue ${key}`, rescue.level ? `Rescued by ${rescue.level}` : 'Not found again',
    h('ul', { class: 'stack' }, rescue.best.map((one) =>
      h('li', {}, `${one.looks ?? 'an element'}: ${Math.round(one.score * 100)} % alike`, one.refusal ? ` (${one.refusal})` : '')),
    rescue.advice.map((text) => h('li', {}, text))));
}
