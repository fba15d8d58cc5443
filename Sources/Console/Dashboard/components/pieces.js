// SPDX-License-Identifier: Apache-2.0
// Small pieces that several pages show.
import { h } from '../shell/dom.js';
import { stateTone, stateWords } from '../shell/words.js';

export const badge = (text, tone = '') => h('span', { class: `badge ${tone}` }, text);
export const stateBadge = (state) => badge(stateWords(state), stateTone(state));
export const field = (label, control, hint) =>
  h('label', { class: 'field' }, label, control, hint ? h('span', { class: 'hint' }, hint) : null);

/** The page's heading with what can be done there. */
export const head = (title, below, ...actions) => h('div', { class: 'head' },
  h('div', {}, h('h1', {}, title), below ? h('p', { class: 'quiet' }, below) : null), h('div', { class: 'row' }, actions));

/** What stands where there is nothing yet: what this place is for, and what to do next. */
export const empty = (title, text, ...actions) =>
  h('div', { class: 'empty' }, h('h2', {}, title), h('p', {}, text), actions.length ? h('div', { class: 'row' }, actions) : null);

/** Pairs of a name and what stands for it; what is null is left out. */
export const pairs = (...rows) => h('dl', { class: 'pairs' },
  rows.filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));

/** A table; on a narrow window each row becomes a block of its own. A cell may be an element. */
export function table(caption, columns, rows) {
  return h('div', { class: 'scroll' }, h('table', { class: 'folds' },
    h('caption', { class: 'unseen' }, caption),
    h('thead', {}, h('tr', {}, columns.map((column) => h('th', { scope: 'col' }, column)))),
    h('tbody', {}, rows.map((cells) => h('tr', {}, cells.map((cell, index) => (index === 0
      ? h('th', { scope: 'row' }, cell) : h('td', { data: { label: columns[index] } }, cell))))))));
}

export const digest = (sha256) => h('code', { title: sha256 }, sha256.slice(0, 12));
