// SPDX-License-Identifier: Apache-2.0
// What a page asks of a person and the picture does not show, because it stands outside the page: a dialog, or a file.
import { post, segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { action, form, tell } from './notice.js';
import { field } from './pieces.js';

/** What of a tab would be shown: two that are alike need not be made anew. */
export const asked = (tab) => JSON.stringify([tab?.id, tab?.dialog ?? null, tab?.chooser ?? null]);

/** `lease`: by which this person drives the run of the tab; null for a tab of no run. */
export function pageAsks(tab, lease, changed) {
  return [tab?.dialog ? dialog(tab, lease, changed) : null, tab?.chooser ? chooser(tab, lease, changed) : null];
}

/** What a dialog asks, in our words, and its two answers; the page's own words stand below. */
const WORDS = {
  beforeunload: ['Leave this page?', 'OK', 'Cancel'],
  geolocation: ['May this site know where you are?', 'Allow', 'Refuse'],
  notifications: ['May this site show notifications?', 'Allow', 'Refuse'],
};

function dialog({ id, dialog: { number, kind, message } }, lease, changed) {
  const text = kind === 'prompt' ? h('input', { 'aria-label': 'Your answer', autocomplete: 'off' }) : null;
  const answer = async (accept) => {
    await post(`/v1/tabs/${segment(id)}/dialog`, { number, accept, ...(accept && text ? { text: text.value } : {}), ...(lease ? { lease } : {}) });
    changed();
  };
  const [title, yes, no] = Object.hasOwn(WORDS, kind) ? WORDS[kind] : ['The page asks in a dialog', 'OK', 'Cancel'];
  return h('section', { class: 'question', 'aria-label': 'The page asks in a dialog' },
    h('h2', {}, title), message ? h('p', {}, message) : null, text,
    h('div', { class: 'row' }, action(yes, () => answer(true), { kind: 'main', key: 'dialog-yes' }),
      kind === 'alert' ? null : action(no, () => answer(false), { key: 'dialog-no' })));
}

function chooser({ id, chooser: { number, several } }, lease, changed) {
  const place = h('section', { class: 'question', 'aria-label': 'The page asks for a file' });
  place.append(h('h2', {}, several ? 'The page asks for files' : 'The page asks for a file'),
    form({ class: 'line' }, async (_, element) => {
      const files = Array.from(element.elements.file.files);
      for (const [index, file] of files.entries()) await give(id, number, file, index < files.length - 1, lease);
      tell(files.length === 1 ? 'The page has the file.' : `The page has ${files.length} files.`);
      changed();
    }, field(several ? 'Files' : 'File', h('input', { type: 'file', name: 'file', required: true, multiple: several })),
    h('button', { class: 'main' }, 'Give it to the page')),
    h('div', { class: 'row' }, action('Not now', () => place.remove(), { kind: 'plain', key: 'file-no' })),
    h('p', { class: 'quiet small' }, 'It is copied for this page only, and removed when its tab is closed.'));
  return place;
}

const give = (id, number, file, more, lease) => post(
  `/v1/tabs/${segment(id)}/files?chooser=${number}&name=${segment(file.name)}&more=${more}${lease ? `&lease=${segment(lease)}` : ''}`, file, { type: 'application/octet-stream' });
