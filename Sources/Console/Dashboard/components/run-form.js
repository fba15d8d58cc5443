// SPDX-License-Identifier: Apache-2.0
// The form that a skill is run with: one field an input, filled in with the default. `from`: the step that it begins at.
import { post, segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { form } from './notice.js';
import { field } from './pieces.js';

export function runForm(skill, from = null) {
  return form({ class: 'stack', 'aria-label': 'Run this skill' }, async (values) => {
    const inputs = Object.fromEntries(skill.inputs.map((input) => [input.name, values[input.name] ?? ''])
      .filter(([name, value]) => value !== '' || skill.inputs.find((input) => input.name === name).default === undefined));
    const run = await post(`/v1/skills/${segment(skill.summary.slug)}/runs`, from ? { inputs, from } : { inputs });
    location.hash = `#/runs/${segment(run.summary.id)}`;
  },
  skill.inputs.map((input) => field(input.name, control(input), hints[input.type])),
  h('div', { class: 'row' }, h('button', { class: 'main' }, from ? `Run from ${from} on` : 'Run')));
}

const hints = { file: 'The path of a file on the appliance’s machine, in a folder that is granted.' };

function control(input) {
  const properties = { name: input.name, value: input.default ?? '', required: input.default === undefined };
  if (input.type === 'boolean') {
    return h('select', { name: input.name, value: null }, ['true', 'false'].map((value) =>
      h('option', { value, selected: value === input.default }, value === 'true' ? 'Yes' : 'No')));
  }
  if (input.type === 'number') return h('input', { ...properties, inputmode: 'decimal', pattern: '-?[0-9]+([.][0-9]+)?' });
  return (input.default ?? '').includes('\n') ? h('textarea', properties, input.default ?? '') : h('input', { ...properties, autocomplete: 'off' });
}
