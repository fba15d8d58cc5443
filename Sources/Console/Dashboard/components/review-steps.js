// SPDX-License-Identifier: Apache-2.0
// Each step of a skill in plain words, with where its element was, how it is found, and where its values come from.
import { segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { shares, shot } from './shot.js';

/** `pictures`: what was on the screen when steps were shown; null where it is not shown where elements stood. */
export function reviewSteps(review, signal, { pictures = null } = {}) {
  if (!review) return h('p', { class: 'note' }, 'The file cannot be read, so its steps cannot be said. The findings tell why.');
  return h('ol', { 'aria-label': 'Steps' }, review.steps.map((step) => one(step, review, signal, pictures)));
}

function one(step, review, signal, pictures) {
  const place = pictures && seen(step, review, signal, pictures);
  return h('li', { class: `review-step ${place ? 'has-shot' : ''}`, id: `step-${step.id}` },
    h('div', { class: 'says' },
      h('p', { class: 'quiet small' }, step.id, step.origin ? ` on ${step.origin}` : ''),
      h('p', { class: 'sentence' }, step.sentence),
      step.risk ? h('p', { class: `risk ${step.risk.level}` }, step.risk.sentence) : null,
      values(step.values),
      h('div', { class: 'flows', 'data-step': step.id }),
      step.targets.map(locators)),
    place);
}

/** The page as it was before the step, with its element; without a picture only where that stood. */
function seen(step, { viewport }, signal, pictures) {
  const target = step.targets[0];
  const kept = pictures.find((one) => one.step === step.id);
  if (!kept) {
    const box = shares(target?.box, viewport);
    return box && shot(null, signal, { box, label: target.looks });
  }
  const [left, top, width, height] = kept.view;
  const box = target?.box.length === 4 ? shares([target.box[0] - left, target.box[1] - top, ...target.box.slice(2)], [width, height]) : null;
  const isInside = box && box[0] < 1 && box[1] < 1 && box[0] + box[2] > 0 && box[1] + box[3] > 0;
  return shot(`/v1/recordings/${segment(kept.recording)}/pictures/${kept.picture}`, signal,
    { box: isInside ? box : null, label: target ? `The page with ${target.looks}` : 'The page before this step' });
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
