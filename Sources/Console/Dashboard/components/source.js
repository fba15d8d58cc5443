// SPDX-License-Identifier: Apache-2.0
// A skill's file with what was found in it at its lines, and the difference between two files.
import { h } from '../shell/dom.js';

export function source(text, diagnostics) {
  const at = Map.groupBy(diagnostics, (one) => one.position.line);
  const lines = text.replace(/\n$/, '').split('\n').map((line, index) => {
    const found = at.get(index + 1) ?? [];
    return h('li', { id: `line-${index + 1}`, class: found.length ? `has-${found[0].severity}` : '' }, h('code', {}, line || ' '),
      found.map((one) => h('span', { class: 'finding' }, `${one.severity} ${one.code}: ${one.message} ${one.mend}`)));
  });
  return h('div', { class: 'source', tabindex: 0, role: 'region', 'aria-label': 'The file' }, h('ol', {}, lines));
}

export function diff(text) {
  const tone = (line) => (/^(\+\+\+|---|@@)/.test(line) ? 'place' : line.startsWith('+') ? 'added' : line.startsWith('-') ? 'taken' : '');
  return h('div', { class: 'source diff', tabindex: 0, role: 'region', 'aria-label': 'What changes' },
    h('ol', {}, text.replace(/\n$/, '').split('\n').map((line) => h('li', { class: tone(line) }, h('code', {}, line || ' ')))));
}
