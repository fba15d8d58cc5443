// SPDX-License-Identifier: Apache-2.0
// Runs: all of them, newest first; two can be put side by side.
import { action, showError } from '../components/notice.js';
import { empty, head, stateBadge, table } from '../components/pieces.js';
import { get, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { plain, took, when } from '../shell/words.js';

export default async function runs({ root, signal, onEvent }) {
  const picked = new Set();
  const compare = action('Compare two', async () => {
    const [left, right] = [...picked];
    location.hash = `#/compare/${segment(left)}/${segment(right)}`;
  }, { disabled: true, key: 'compare' });
  const place = h('div', {});
  show(root, head('Runs', 'Every replay of a skill, newest first.', compare), place);
  const refresh = async () => {
    const list = (await get('/v1/runs?limit=100', { signal })).runs;
    if (!list.length) return show(place, empty('No run yet', 'Approve a skill and run it; each run is kept here with its steps.', h('a', { class: 'button', href: '#/skills' }, 'See the skills')));
    show(place, h('div', { class: 'card flush' }, table('Runs', ['Run', 'State', 'Began', 'Took', 'Compare'], list.map((run) => [
      h('span', {}, h('a', { href: `#/runs/${segment(run.id)}` }, run.skill), h('br'), h('span', { class: 'quiet small mono' }, run.id)),
      h('span', {}, stateBadge(run.state), run.reason ? h('span', { class: 'quiet small' }, ` ${plain(run.reason)}`) : null),
      when(run.started), took(run.duration_ms),
      h('input', { type: 'checkbox', 'aria-label': `Compare ${run.skill} of ${when(run.started)}`, checked: picked.has(run.id), data: { key: `pick-${run.id}` }, on: { change: (event) => {
        if (event.target.checked) picked.add(run.id); else picked.delete(run.id);
        compare.disabled = picked.size !== 2;
      } } })]))));
  };
  await refresh();
  let timer = null;
  onEvent((event) => {
    if (timer || !event.event.startsWith('run_')) return;
    timer = setTimeout(() => { timer = null; refresh().catch(showError); }, 300);
  });
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}
