// SPDX-License-Identifier: Apache-2.0
// What a skill may open, load, type and use.
import { h } from '../shell/dom.js';
import { pairs } from './pieces.js';

const kinds = {
  open: 'Opens and acts on', load: 'Loads from', secret: 'Types the secret', permission: 'Lets pages use', login: 'Runs with the login',
  authority: 'Believes the authority', file: 'Gives away the file',
};

export function reach(review) {
  const by = Map.groupBy(review?.reach ?? [], (one) => one.kind);
  return pairs(...[...by].map(([kind, all]) => [kinds[kind] ?? kind, h('ul', {}, all.map((one) => h('li', {}, h('span', { class: 'mono' }, one.name),
    one.place && kind === 'secret' ? h('span', { class: 'quiet small' }, ` only on ${one.place}`) : null,
    one.place && kind === 'open' ? h('span', { class: 'quiet small' }, ` as “${one.place}”`) : null)))]));
}
