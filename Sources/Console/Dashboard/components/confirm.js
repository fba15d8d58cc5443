// SPDX-License-Identifier: Apache-2.0
// A question in a dialog of its own.
import { h } from '../shell/dom.js';

/**
 * Asks, and gives the name of the button that was pressed; null when it was closed.
 *
 * `buttons` are pairs of name and label, or with a third member, the kind; what stands first is done on Enter.
 */
export function ask(title, content, buttons) {
  return new Promise((done) => {
    const made = buttons.map(([name, label, kind]) => h('button', { value: name, class: kind ?? '' }, label));
    const dialog = h('dialog', { 'aria-label': title },
      h('form', { method: 'dialog' }, h('h2', {}, title), content,
        h('div', { class: 'row' }, made, h('button', { value: '', class: 'plain', formnovalidate: true }, 'Cancel'))));
    dialog.addEventListener('close', () => {
      dialog.remove();
      done(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks for a yes. */
export const confirm = async (title, text, yes, kind = 'main') =>
  (await ask(title, h('p', {}, text), [['yes', yes, kind]])) === 'yes';

/** Asks for a text; null when it was closed. */
export async function askText(title, label, { value = '', hint = null, yes = 'OK', required = true } = {}) {
  const input = h('input', { value, required, autocomplete: 'off' });
  const field = h('label', { class: 'field' }, label, input, hint ? h('span', { class: 'hint' }, hint) : null);
  return (await ask(title, field, [['yes', yes, 'main']])) === 'yes' ? input.value : null;
}
