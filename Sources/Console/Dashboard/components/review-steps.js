// SPDX-License-Identifier: Apache-2.0
// Each step of a skill in plain words, with where its element was, how it is found, and where its values come from.
import { h } from '../shell/dom.js';
import { shares, shot } from './shot.js';

/** `hasPlaces`: whether it is shown where in the window each element stood. */
export function reviewSteps(review, signal, { hasPlaces = false } = {}) {
  if (!review) return h('p', { class: 'note' }, 'The file cannot be read, so its steps cannot be said. The findings tell why.');
  return h('ol', { 'aria-label': 'Steps' }, review.steps.map((step) => one(step, review, signal, hasPlaces)));
}

function one(step, review, signal, hasPlaces) {
  const target = step.targets[0];
  const box = shares(target?.box, review.viewport);
  return h('li', { class: `review-step ${hasPlaces && box ? 'has-shot' : ''}`, id: `step-${step.id}` },
    h('div', { class: 'says' },
      h('p', { class: 'quiet small' }, step.id, step.origin ? ` on ${step.origin}` : ''),
      h('p', { class: 'sentence' }, step.sentence),
      step.risk ? h('p', { class: `risk ${step.risk.level}` }, step.risk.sentence) : null,
      values(step.values),
      h('div', { class: 'flows', 'data-step': step.id }),
      step.targets.map(locators)),
    hasPlaces && box ? shot(null, signal, { box, label: target.looks }) : null);
}

const from = { text: 'from the file', input: 'an input of the run', secret: 'a secret', output: 'what a page has said' };

function values(values) {
  const told = values.filter((value) => value.from !== 'text');
  if (!told.length) return null;
  return h('ul', { class: 'small' }, told.map((value) => h('li', {}, h('strong', {}, value.name), ` – ${from[value.from]}`,
    value.default !== undefined ? [', ', h('q', {}, value.default), ' when nothing is given'] : '')));
}

function locators(target) {
  return h('details', {}, h('summary', { class: 'small' }, `How ${target.name} is found`),
    h('ul', { class: 'locators' }, target.locators.map((locator) => h('li', {}, h('span', { class: 'quiet small' }, locator.kind), h('code', {}, locator.value),
      h('span', { class: `small ${locator.matched === 1 ? 'quiet' : 'risk'}` }, `matched ${locator.matched}`)))));
}
