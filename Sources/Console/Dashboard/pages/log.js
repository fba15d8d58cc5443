// SPDX-License-Identifier: Apache-2.0
// Log: every event as it is written, and whether the chain is whole.
import { action, showError } from '../components/notice.js';
import { badge, empty, head } from '../components/pieces.js';
import { busState } from '../shell/bus.js';
import { get, post } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { count, plain, when } from '../shell/words.js';

const PAGE = 200;
const LIMIT = 1000;

export default async function log({ root, signal, onEvent }) {
  const scene = { events: (await get(`/v1/events?after=-${PAGE}&limit=${PAGE}`, { signal })).events.reverse(), filter: '', signal };
  const search = h('input', { type: 'search', 'aria-label': 'Filter', placeholder: 'An event, a run, a skill, a word', on: { input: () => { scene.filter = search.value.trim().toLowerCase(); put(scene); } } });
  scene.body = h('tbody', {});
  scene.state = h('span', { role: 'status' });
  scene.verdict = h('div', { role: 'status' });
  scene.none = h('div', { hidden: true }, empty('Nothing fits', 'No event that is loaded holds these words. Load earlier ones, or use fewer words.'));
  const verify = action('Verify', async () => show(scene.verdict, verdict(await post('/v1/audit/verify'))), { key: 'verify' });
  scene.earlier = action('Load earlier events', () => earlier(scene), { key: 'earlier' });
  show(root, head('Log', 'Every event is written before its effect is seen, and each holds the hash of the one before.', scene.state, verify),
    scene.verdict, h('div', { class: 'row' }, h('div', { class: 'search' }, search)), scene.none,
    h('div', { class: 'card flush log' }, h('div', { class: 'scroll' }, h('table', { class: 'folds' }, h('caption', { class: 'unseen' }, 'Events, newest first'),
      h('thead', {}, h('tr', {}, ['Number', 'Time', 'Event', 'Outcome', 'What it says'].map((name) => h('th', { scope: 'col' }, name)))), scene.body))),
    h('div', { class: 'row' }, scene.earlier));
  put(scene);
  live(scene);
  addEventListener('understudy:bus', () => live(scene), { signal });
  onEvent((event) => {
    if ((scene.events[0]?.seq ?? 0) >= event.seq) return;
    scene.events.unshift(event);
    scene.events.length = Math.min(scene.events.length, LIMIT);
    if (fits(scene, event)) scene.body.prepend(row(event, true));
    while (scene.body.childElementCount > LIMIT) scene.body.lastElementChild.remove();
  });
}

const live = (scene) => show(scene.state, busState() === 'open' ? badge('live', 'live') : badge('not live: the stream is asked for again', 'warn'));

const fits = (scene, event) => scene.filter === '' || scene.filter.split(/\s+/).every((word) => JSON.stringify(event).toLowerCase().includes(word));

function put(scene) {
  const shown = scene.events.filter((event) => fits(scene, event));
  show(scene.body, shown.map((event) => row(event, false)));
  scene.none.hidden = shown.length > 0;
  scene.earlier.disabled = (scene.events.at(-1)?.seq ?? 1) <= 1;
}

async function earlier(scene) {
  const first = scene.events.at(-1)?.seq ?? 1;
  const after = Math.max(0, first - 1 - PAGE);
  const { events } = await get(`/v1/events?after=${after}&limit=${Math.min(PAGE, Math.max(1, first - 1))}`, scene);
  scene.events.push(...events.filter((event) => event.seq < first).reverse());
  put(scene);
}

const tones = { succeeded: 'good', started: 'live', failed: 'bad', denied: 'bad', refused: 'bad' };

function row(event, isNew) {
  const extra = event.extra ?? {};
  const few = Object.entries(extra).filter(([, value]) => typeof value !== 'object').slice(0, 4);
  return h('tr', { class: isNew ? 'is-new' : '' },
    h('th', { scope: 'row' }, event.seq), h('td', { data: { label: 'Time' } }, when(event.ts)), h('td', { data: { label: 'Event' } }, plain(event.event)),
    h('td', { data: { label: 'Outcome' } }, event.outcome ? badge(plain(event.outcome), tones[event.outcome] ?? '') : ''),
    h('td', { class: 'extra', data: { label: 'Says' } }, h('details', {}, h('summary', {}, few.length ? few.map(([name, value]) => `${plain(name)} ${short(value)}`).join(', ') : 'All of it'),
      h('pre', {}, JSON.stringify(event, null, 2)))));
}

const short = (value) => (String(value).length > 40 ? `${String(value).slice(0, 38)}…` : String(value));

function verdict(answer) {
  return answer.is_intact
    ? h('p', { class: 'note good' }, `The log is intact: ${count(answer.events, 'event')}, every hash is right.`)
    : h('p', { class: 'note bad' }, `The log is not what was written: ${answer.broken_at ? `event ${answer.broken_at}, ` : ''}${answer.reason ?? ''}. Keep a copy of audit.sqlite and find out who changed it.`);
}
