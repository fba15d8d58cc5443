// SPDX-License-Identifier: Apache-2.0
// The steps that were shown so far, and what can be done to them before they are compiled.
import { folded, h } from '../shell/dom.js';
import { askText } from './confirm.js';
import { action } from './notice.js';

export function taughtSteps(taught, { edit, pick }) {
  const { steps } = taught;
  return [
    h('div', { class: 'head' }, h('h2', {}, 'Steps'), h('div', { class: 'row' },
      action(taught.is_paused ? 'Record again' : 'Pause', () => edit({ edit: taught.is_paused ? 'resume' : 'pause' }), { kind: 'tight', key: 'pause' }),
      action('Undo', () => edit({ edit: 'undo', event: steps.at(-1).event }), { kind: 'tight', disabled: steps.length === 0, key: 'undo' }))),
    h('div', { class: 'row', role: 'group', 'aria-label': 'Add a step by pointing' },
      action('Expect something', () => pick('expect'), { kind: 'tight', key: 'expect' }),
      action('Read a value', () => pick('extract'), { kind: 'tight', key: 'extract' }),
      action('Wait for something', () => pick('wait_for'), { kind: 'tight', key: 'wait' })),
    steps.length === 0 ? h('p', { class: 'quiet' }, 'Nothing yet. Click or type in the picture.')
      : h('ol', { class: 'steps', 'aria-label': 'Steps so far' }, steps.map((step) => one(step, keyOf(step, steps), edit))),
    taught.notes.map((note) => h('p', { class: 'note' }, note)),
  ];
}

/** The steps that are kept from a skill all begin with one event, so a key counts them. */
const keyOf = (step, steps) => `${step.event}.${steps.filter((other) => other.event === step.event).indexOf(step)}`;

function one(step, key, edit) {
  const value = given(step.line);
  const which = { step: step.number, event: step.event };
  const named = (title, label, word, hint) => async () => {
    const name = await askText(title, label, { hint });
    if (name) await edit({ edit: word, ...which, name });
  };
  const names = 'Small letters, digits and hyphens.';
  const what = `step ${step.number}`;
  return h('li', { class: 'step' }, h('span', { class: 'mark' }, step.number),
    h('div', { class: 'what' }, step.sentence),
    action('Remove', () => edit({ edit: 'remove', ...which }), { kind: 'plain tight', key: `remove-${key}`, name: `Remove ${what}` }),
    h('div', { class: 'more' },
      folded(`change-${key}`, 'Change', h('div', { class: 'row' },
        action('Rename', named('Rename this step', 'Name', 'rename', names), { kind: 'tight', key: `rename-${key}`, name: `Rename ${what}` }),
        value ? action('Make it an input', named('Make the value an input', 'Name of the input', 'input', names), { kind: 'tight', key: `input-${key}`, name: `Make the value of ${what} an input` }) : null,
        value ? action('It is a secret', named('Take the value out', 'Name of the secret', 'secret', `${names} The value is taken out of the recording.`), { kind: 'tight', key: `secret-${key}`, name: `The value of ${what} is a secret` }) : null),
      h('code', { class: 'small' }, step.line))));
}

/** The value that a step gives to the page, as its line has it: `{ id: a2, fill: name, with: "Ada" }`; null for none. */
const given = (line) => /, (?:with|option|options|file|files|add): (.*?)(?:, (?:then|within|irreversible): .*)? \}$/.exec(line)?.[1] ?? null;
