// SPDX-License-Identifier: Apache-2.0
// One approved skill: run it, look whether its targets are still found, read it.
import { confirm } from '../components/confirm.js';
import { action } from '../components/notice.js';
import { badge, digest, head, table } from '../components/pieces.js';
import { reach } from '../components/reach.js';
import { reviewSteps } from '../components/review-steps.js';
import { runForm } from '../components/run-form.js';
import { source } from '../components/source.js';
import { rescued } from '../components/step-list.js';
import { del, get, post, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';

export default async function skill({ root, parameters, signal, title }) {
  const { slug } = parameters;
  const path = `/v1/skills/${segment(slug)}`;
  const detail = await get(path, { signal });
  title(slug);
  const found = h('div', { role: 'status' });
  const check = async () => {
    show(found, h('p', { class: 'quiet' }, 'Its pages are opened; nothing is clicked…'));
    try { show(found, checked(await post(`${path}/check`, {}))); } catch (error) { show(found); throw error; }
  };
  const remove = async () => {
    if (!(await confirm(`Take “${slug}” out of use?`, 'It does not run any more. Its runs stay in the log.', 'Take it out of use', 'grave'))) return;
    await del(path);
    location.hash = '#/skills';
  };
  show(root, head(slug, detail.summary.description, digest(detail.summary.sha256), action('Look for its targets', check, { key: 'check' }), action('Take out of use', remove, { kind: 'grave' })),
    found,
    h('div', { class: 'split' },
      h('section', { class: 'card flush', 'aria-label': 'Steps' }, reviewSteps(detail.review, signal)),
      h('div', { class: 'stack' },
        h('section', { class: 'card', 'aria-label': 'Run' }, h('h2', {}, 'Run'), runForm(detail)),
        h('section', { class: 'card', 'aria-label': 'What it may reach' }, h('h2', {}, 'What it may reach'), reach(detail.review)))),
    h('details', { class: 'card' }, h('summary', {}, 'The approved file'), source(detail.source, [])));
}

function checked(check) {
  const rows = check.targets.map((one) => [`${one.step}: ${one.target}`,
    !one.is_reached ? badge('its page needs an action first') : one.level && !one.rescue ? badge(`found by ${one.level}`, 'good') : badge('not found', 'bad'),
    rescued(one.rescue, `${one.step} ${one.target}`) ?? '']);
  return h('div', { class: 'card flush' }, table('Whether the targets are found', ['Target', 'Found', ''], rows));
}
