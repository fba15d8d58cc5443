// SPDX-License-Identifier: Apache-2.0
// Observer: how it is, what it saw in the last ten minutes, and where that stood.
import { confirm } from '../components/confirm.js';
import { costChart } from '../components/cost-chart.js';
import { action, form, showError } from '../components/notice.js';
import { badge, empty, field, head, pairs } from '../components/pieces.js';
import { screenSketch } from '../components/screen-sketch.js';
import { get, post, segment } from '../shell/api.js';
import { onChange } from '../shell/bus.js';
import { h, show } from '../shell/dom.js';
import { atHour, bytes, count, plain, took } from '../shell/words.js';

/** It looks several times in a second; this page is for people. */
const PAUSE = 1000;
const tones = { normal: 'good', slow: 'warn', minimal: 'warn', paused: 'warn', off: '' };

export default async function observer({ root, signal }) {
  const scene = { signal, owner: 'person', words: '', seen: [], gaps: [], chosen: null, status: null };
  scene.health = h('section', { class: 'card', 'aria-label': 'State' });
  scene.cost = h('section', { class: 'card', 'aria-label': 'Cost' });
  scene.list = h('div', { class: 'stack', 'aria-label': 'What was seen', role: 'region' });
  scene.place = h('div', { class: 'stack' });
  scene.actions = h('div', { class: 'row' });
  scene.owners = h('select', { 'aria-label': 'Whose screen', on: { change: () => { scene.owner = scene.owners.value; scene.chosen = null; refresh(scene).catch(showError); } } });
  const search = h('input', { type: 'search', name: 'words', placeholder: 'Words that were on the screen', autocomplete: 'off', maxlength: 200 });
  show(root, head('Observer', 'What was on the screens in the last ten minutes: read by OCR, and kept in memory only.', scene.actions),
    h('div', { class: 'columns' }, scene.health, scene.cost),
    form({ class: 'line' }, async ({ words }) => { scene.words = words.trim(); scene.chosen = null; await refresh(scene); },
      field('Search', search, 'Finds words also where letters of them were read wrong.'), h('label', { class: 'field' }, 'Whose screen', scene.owners), h('button', {}, 'Search')),
    h('div', { class: 'split' }, scene.list, scene.place));
  let timer = null;
  onChange((changed) => {
    if (changed !== 'observer' || timer) return;
    timer = setTimeout(() => { timer = null; refresh(scene).catch(() => {}); }, PAUSE);
  }, signal);
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  await refresh(scene);
}

async function refresh(scene) {
  scene.status = await get('/v1/observer', scene);
  const owners = [...new Set(['person', ...scene.status.owners])];
  if (!owners.includes(scene.owner)) scene.owner = 'person';
  show(scene.owners, owners.map((owner) => h('option', { value: owner, selected: owner === scene.owner }, owner === 'person' ? 'Tabs of no run' : owner)));
  const query = [scene.owner === 'person' ? null : `run=${segment(scene.owner)}`, scene.words ? `words=${segment(scene.words)}` : null].filter(Boolean);
  const page = await get(`/v1/observer/buffer${query.length ? `?${query.join('&')}` : ''}`, scene);
  if (scene.signal.aborted) return;
  Object.assign(scene, { seen: page.observations.toReversed(), gaps: page.gaps.toReversed() });
  putActions(scene);
  putHealth(scene);
  show(scene.cost, h('h2', {}, 'Cost'), costChart(scene.status.history));
  putList(scene);
}

function putActions(scene) {
  const { state, is_on: isOn } = scene.status;
  const rests = state === 'paused' || state === 'off';
  const change = (label, what, key) => action(label, async () => { await post(`/v1/observer/${what}`); await refresh(scene); }, { key });
  show(scene.actions, isOn ? [rests ? change('Resume', 'resume', 'pause') : change('Pause', 'pause', 'pause'),
    action('Forget all', async () => {
      if (await confirm('Forget what was seen?', 'It cannot be brought back.', 'Forget it', 'grave')) { await post('/v1/observer/purge', {}); await refresh(scene); }
    }, { key: 'purge', kind: 'grave' })] : null);
}

const counts = (all) => Object.entries(all).map(([name, number]) => `${plain(name)} ${number}`).join(', ');
const percent = (share) => `${(share * 100).toFixed(1)} %`;

function putHealth(scene) {
  const status = scene.status;
  const where = status.looks_at_all ? 'everything' : status.granted.join(', ');
  show(scene.health, h('h2', {}, 'State'), pairs(
    ['State', h('span', { role: 'status' }, badge(status.state, tones[status.state]), status.reason ? ` ${plain(status.reason)}` : '')],
    ['Looks at', where || 'nothing'], ['Never at', status.excluded.join(', ')],
    ['Last look', status.is_on ? (status.last_snapshot_age_ms === undefined ? 'none yet' : `${took(status.last_snapshot_age_ms)} ago`) : null],
    ['Every', status.is_on ? took(status.interval_ms) : null],
    ['Takes', status.is_on ? `${percent(status.used)} of a processor, ${percent(status.budget)} allowed` : null],
    ['Unread', status.pending ? count(status.pending, 'segment') : null],
    ['Memory', status.is_on ? `${bytes(status.memory.bytes)} of ${bytes(status.memory.limit)}${status.memory.is_locked ? '' : ', may be swapped out'}` : null],
    ['Taken out', counts(status.redacted)], ['Not looked at', counts(status.gaps)], ['Problem', status.problem ? badge(status.problem, 'bad') : null]));
}

function putList(scene) {
  const none = scene.status.is_on
    ? empty(scene.words ? 'Nothing fits' : 'Nothing was seen yet', scene.words ? 'No line of the last ten minutes holds these words.' : 'Open a page in a tab: what it shows is here some seconds later.')
    : empty('The observer is off', 'Start the appliance with “understudy serve --observe”, or let it look at one site with “understudy grants add --observe”.');
  const entries = [...scene.seen.map((one) => ({ at: one.from, element: () => observation(scene, one) })),
    ...scene.gaps.map((gap) => ({ at: gap.from, element: () => h('p', { class: 'note' }, `${atHour(gap.from)}: not looked at, ${plain(gap.reason)}`) }))];
  entries.sort((left, right) => right.at.localeCompare(left.at));
  show(scene.list, entries.length ? entries.map((entry) => entry.element()) : none);
  putPlace(scene);
}

function observation(scene, one) {
  const isChosen = scene.chosen === one.number;
  const notes = [one.pending.length ? `${count(one.pending.length, 'segment')} unread` : null, counts(one.redacted) ? `taken out: ${counts(one.redacted)}` : null,
    one.omitted ? `${count(one.omitted, 'line')} left out` : null].filter(Boolean);
  return h('section', { class: `card seen ${isChosen ? 'is-chosen' : ''}`, 'aria-label': `Seen at ${atHour(one.from)}` },
    h('div', { class: 'head' }, h('div', {}, h('h2', {}, one.title || one.origin), h('p', { class: 'quiet small' }, `${atHour(one.from)} to ${atHour(one.to)}, ${one.origin}`)),
      h('button', { type: 'button', class: 'tight', 'aria-pressed': String(isChosen), data: { key: `seen-${one.number}` }, on: { click: () => { scene.chosen = one.number; putList(scene); } } }, 'Where it stood')),
    one.state === 'normal' ? null : badge(`${one.state}: ${plain(one.degraded)}`, 'warn'),
    h('ol', { class: 'seen-lines' }, one.lines.map((line) => h('li', { class: line.uncertain ? 'quiet' : '', title: line.uncertain ? 'Read with little certainty' : null }, line.text))),
    notes.length ? h('p', { class: 'quiet small' }, notes.join('; ')) : null);
}

function putPlace(scene) {
  const one = scene.seen.find((each) => each.number === scene.chosen) ?? scene.seen[0];
  show(scene.place, one ? h('section', { class: 'card', 'aria-label': 'Where it stood' }, h('h2', {}, 'Where it stood'), screenSketch(one),
    h('p', { class: 'quiet small' }, `${one.title || one.origin}, ${atHour(one.from)}. Pale lines are uncertain, framed places were not read.`)) : null);
}
