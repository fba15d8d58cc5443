// SPDX-License-Identifier: Apache-2.0
// Which of the open tabs is watched.
import { h } from '../shell/dom.js';

export function tabPicker(tabs, watched, pick) {
  if (tabs.length < 2) return null;
  return h('div', { class: 'tabs', role: 'group', 'aria-label': 'Open tabs' }, tabs.map((tab) =>
    h('button', { type: 'button', class: 'tight', 'aria-pressed': String(tab.id === watched), data: { key: `tab-${tab.id}` }, on: { click: () => pick(tab.id) } },
      h('span', {}, tab.title || tab.address || 'Empty tab'), tab.recording ? h('span', { class: 'quiet' }, 'shown task') : tab.run ? h('span', { class: 'quiet' }, 'run') : null)));
}
