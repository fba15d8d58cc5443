// SPDX-License-Identifier: Apache-2.0
// Short messages that stand for a while and are read aloud, and the way that every action reports its failure.
import { h } from '../shell/dom.js';

let place;

function say(text, tone) {
  place ??= document.body.appendChild(h('div', { class: 'notices', role: 'region', 'aria-label': 'Messages' }));
  const close = h('button', { class: 'plain tight', 'aria-label': 'Close this message', on: { click: () => notice.remove() } }, 'Close');
  const notice = h('div', { class: `notice ${tone}`, role: tone === 'bad' ? 'alert' : 'status' }, h('p', {}, text), close);
  while (place.childElementCount > 2) place.firstElementChild.remove();
  place.append(notice);
  if (tone !== 'bad') setTimeout(() => notice.remove(), 6000);
  return notice;
}

/** Says something for some seconds; gives the message, to take it away sooner. */
export const tell = (text) => say(text, '');
export const showError = (error) => { if (error.name !== 'AbortError') say(error.message, 'bad'); };

/** A button that does something which may take a while or fail; it cannot be pressed twice meanwhile. */
export function action(label, run, { kind = '', disabled = false, key, name } = {}) {
  const button = h('button', { type: 'button', class: kind, disabled, 'aria-label': name, data: key ? { key } : {} }, label);
  button.addEventListener('click', () => perform(button, run));
  return button;
}

/** Runs something for a button or a form; what goes wrong is said. */
export async function perform(control, run) {
  if (control.getAttribute('aria-busy') === 'true') return;
  control.setAttribute('aria-busy', 'true');
  try { await run(); } catch (error) { showError(error); } finally { control.removeAttribute('aria-busy'); }
}

/** A form whose fields are read by name when it is sent. */
export function form(properties, run, ...children) {
  const element = h('form', { ...properties, on: { submit: (event) => {
    event.preventDefault();
    perform(element, () => run(Object.fromEntries(new FormData(element)), element));
  } } }, ...children);
  return element;
}
