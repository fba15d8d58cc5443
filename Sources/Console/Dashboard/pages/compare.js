// SPDX-License-Identifier: Apache-2.0
// Two runs side by side: what won, how long it took, what the page showed then, and where they differ.
import { head, stateBadge, table } from '../components/pieces.js';
import { mark } from '../components/step-list.js';
import { shownAfter } from '../components/shown-after.js';
import { get, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { count, took, when } from '../shell/words.js';

export default async function compare({ root, parameters, signal }) {
  const [left, right] = await Promise.all([parameters.left, parameters.right].map((id) => get(`/v1/runs/${segment(id)}`, { signal })));
  const ids = [...new Set([...left.steps, ...right.steps].map((step) => step.id))];
  const of = (run, id) => run.steps.findLast((step) => step.id === id);
  const differ = ids.filter((id) => !same(of(left, id), of(right, id)));
  const outputs = [...new Set([...Object.keys(left.outputs), ...Object.keys(right.outputs)])];
  show(root, head('Compare runs', differ.length ? `${count(differ.length, 'step')} went another way.` : 'Every step went the same way.', h('a', { class: 'button', href: '#/runs' }, 'Choose others')),
    h('div', { class: 'card flush' }, table('Both runs', ['', 'First', 'Second'], [
      ['Run', link(left), link(right)], ['State', stateBadge(left.summary.state), stateBadge(right.summary.state)],
      ['Began', when(left.summary.started), when(right.summary.started)], ['Took', took(left.summary.duration_ms), took(right.summary.duration_ms)],
      ['Revision', h('code', {}, left.summary.sha256.slice(0, 12)), h('code', {}, right.summary.sha256.slice(0, 12))],
      ...outputs.map((name) => [name, left.outputs[name] ?? '–', right.outputs[name] ?? '–'])])),
    h('div', { class: 'card flush' }, table('Steps of both runs', ['Step', 'First', 'Second', ''], ids.map((id) => {
      const [one, other] = [of(left, id), of(right, id)];
      return [`${id} ${(one ?? other).action}`, told(one), told(other), same(one, other) ? 'same' : h('strong', { class: 'risk' }, 'differs')];
    }))),
    pictures(left, right, ids.filter((id) => isSeen(of(left, id)) || isSeen(of(right, id))), of, signal));
}

const isSeen = (step) => Boolean(step?.evidence?.file || step?.evidence?.withheld);

/** What the page showed after each step in one run and in the other; those that differ are marked. */
function pictures(left, right, ids, of, signal) {
  if (!ids.length) return null;
  return h('section', { class: 'stack', 'aria-label': 'Pictures of both runs' }, h('h2', {}, 'What the page showed'),
    h('ol', { class: 'two-by-two' }, ids.map((id) => {
      const [one, other] = [of(left, id), of(right, id)];
      return h('li', { class: 'stack' },
        h('p', { class: 'row' }, h('strong', {}, `${id} ${(one ?? other).action}`), same(one, other) ? null : h('span', { class: 'risk' }, 'differs')),
        h('div', { class: 'beside' }, side(left, one, 'First', signal), side(right, other, 'Second', signal)));
    })));
}

const side = (run, step, name, signal) => h('div', { class: 'stack' },
  h('p', { class: 'row small' }, h('span', { class: 'quiet' }, name), step ? mark(step.outcome) : null, step ? h('span', { class: 'quiet' }, took(step.duration_ms)) : null),
  isSeen(step) ? shownAfter(run, step, signal) : h('div', { class: 'shot' }, h('p', { class: 'quiet small' }, step ? 'Nothing was pictured.' : 'This run did not come to it.')));

const link = (run) => h('a', { href: `#/runs/${segment(run.summary.id)}` }, run.summary.id);
const same = (one, other) => one?.outcome === other?.outcome && one?.locator === other?.locator && one?.code === other?.code;
const told = (step) => (step ? `${step.outcome}${step.locator ? ` by ${step.locator}` : ''}, ${took(step.duration_ms)}${step.code ? `, ${step.code}` : ''}` : 'did not come to it');
