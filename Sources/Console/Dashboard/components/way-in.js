// SPDX-License-Identifier: Apache-2.0
// What is seen without a session: how to come in.
import { h } from '../shell/dom.js';
import { enter } from '../shell/session.js';
import { form } from './notice.js';

export function wayIn(problem, inside) {
  const said = h('p', { class: 'note bad', role: 'alert', hidden: !problem }, problem ?? '');
  const ask = form({ class: 'line' }, async ({ code }) => {
    try {
      await enter(code.trim().replace(/^.*#code=/, ''));
    } catch (error) {
      said.textContent = error.message;
      said.hidden = false;
      return;
    }
    if (!location.hash.startsWith('#/')) history.replaceState(null, '', '/#/now');
    inside();
  },
  h('label', { class: 'field' }, 'Link or code',
    h('input', { name: 'code', required: true, autocomplete: 'off', spellcheck: 'false' })),
  h('button', { class: 'main' }, 'Come in'));
  return h('main', { class: 'content', id: 'content' }, h('div', { class: 'page' },
    h('div', { class: 'row' }, h('img', { src: '/assets/shell/icon.svg', alt: '', width: 36, height: 36 }), h('h1', {}, 'Understudy')),
    h('div', { class: 'card' },
      h('h2', {}, 'Come in'),
      said,
      h('p', {}, 'This page belongs to whoever runs the appliance. On that machine, type ', h('code', {}, 'understudy open'),
        ' and open the link that it prints, or paste it here. A link opens one tab, once, within five minutes.'),
      ask)));
}
