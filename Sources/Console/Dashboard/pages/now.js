// SPDX-License-Identifier: Apache-2.0
// Now: what goes on at this moment, in the picture and step by step, and what waits for a person.
import { leaseOf } from '../components/lease.js';
import { LivePicture } from '../components/live-picture.js';
import { showError } from '../components/notice.js';
import { empty, head, stateBadge } from '../components/pieces.js';
import { runControls } from '../components/run-controls.js';
import { stepList } from '../components/step-list.js';
import { tabPicker } from '../components/tab-picker.js';
import { get, post, segment } from '../shell/api.js';
import { onChange } from '../shell/bus.js';
import { folded, h, show } from '../shell/dom.js';
import { count, isLive, stateWords, took, when } from '../shell/words.js';

export default async function now({ root, signal, onEvent }) {
  const scene = { root, signal, runs: [], run: null, tabs: null, watched: null, picture: null };
  scene.watching = h('section', { class: 'stack stays', 'aria-label': 'The picture' });
  scene.telling = h('section', { class: 'stack', 'aria-label': 'The run' });
  scene.heading = h('div', { class: 'stack' });
  put(scene);
  // What happens during the first look is looked at after it.
  let isThere = false, isStale = false, timer = null;
  const soon = () => {
    if (!isThere) { isStale = true; return; }
    timer ??= setTimeout(() => { timer = null; refresh(scene).catch(showError); }, 120);
  };
  // Tabs come and go without an event of their own.
  onChange((changed) => {
    if (changed !== 'tabs') return;
    if (isThere) look(scene).catch(() => {}); else isStale = true;
  }, signal);
  onEvent((event) => { if (/^(run_|step_|approval_|recording_|tab_|takeover|control_|dialog_)/.test(event.event)) soon(); });
  await refresh(scene);
  isThere = true;
  if (isStale) soon();
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

function put(scene) {
  show(scene.root, scene.heading, h('div', { class: 'split' }, scene.watching, scene.telling));
}

/** Looks again at runs and tabs, and shows what has changed. */
async function refresh(scene) {
  const [{ runs }, status] = await Promise.all([get('/v1/runs?limit=12', scene), get('/v1/status', scene), list(scene)]);
  const live = runs.filter((run) => isLive(run.state));
  const chosen = choice(live, live.find((run) => run.id === scene.run?.summary.id)) ?? runs[0];
  scene.runs = runs;
  scene.status = status;
  scene.run = chosen ? await get(`/v1/runs/${segment(chosen.id)}`, scene) : null;
  await choose(scene);
  await tell(scene);
}

/** The run to show: what this window drives, or asks about, is not replaced under the hand by another one's question. */
function choice(live, current) {
  const isDriven = (run) => run.state === 'taken_over' && leaseOf(run.id) !== null;
  const asks = (run) => run.state === 'needs_person';
  const first = (isMeant) => (current && isMeant(current) ? current : live.find(isMeant));
  return first(isDriven) ?? first(asks) ?? current ?? live[0];
}

async function look(scene) {
  await list(scene);
  await choose(scene);
}

async function list(scene) {
  const answer = scene.isBlind ? null : await get('/v1/tabs', scene).catch((error) => {
    if (!error.isMissingRoute) throw error;
    scene.isBlind = true;
    return null;
  });
  scene.tabs = answer?.tabs ?? null;
}

/** Watches the tab that matters most. */
async function choose(scene) {
  const live = scene.run && isLive(scene.run.summary.state) ? scene.run : null;
  const tabs = scene.tabs ?? [];
  scene.viewers = tabs.some((tab) => tab.viewers) ? (await get('/v1/viewers', scene)).viewers : [];
  const wanted = tabs.find((tab) => tab.id === scene.picked) ?? tabs.find((tab) => live && tab.run === live.summary.id && tab.id === live.control?.tab)
    ?? tabs.find((tab) => live && tab.run === live.summary.id) ?? tabs.find((tab) => tab.recording) ?? tabs.find((tab) => tab.front) ?? tabs[0];
  watch(scene, wanted?.id ?? null);
}

/** Changes the picture only when it is another tab's, or who drives has changed. */
function watch(scene, tab) {
  const lease = scene.run?.summary.state === 'taken_over' ? leaseOf(scene.run.summary.id)?.lease ?? null : null;
  const isDriven = lease !== null;
  if (tab !== scene.watched || scene.isShown !== true) {
    scene.stop?.abort();
    scene.stop = null;
    scene.watched = tab;
    scene.lease = null;
    scene.isShown = true;
    if (tab) {
      scene.stop = new AbortController();
      scene.signal.addEventListener('abort', () => scene.stop?.abort(), { once: true });
      scene.picture = new LivePicture(tab, scene.stop.signal, { label: 'The browser tab, live' });
    }
    scene.below = h('div', {});
    scene.asks = h('div', { class: 'stack' });
    scene.asked = null;
    show(scene.watching, scene.asks, scene.picks = h('div', {}), tab ? scene.picture.element : nothing(scene), scene.below);
  }
  if (tab && lease !== scene.lease) drive(scene, lease);
  show(scene.picks, tabPicker(scene.tabs ?? [], tab, (id) => { scene.picked = id; watch(scene, id); look(scene); }));
  const shown = (scene.tabs ?? []).find((one) => one.id === tab);
  show(scene.below, shown ? [h('p', { class: 'under' }, h('span', { class: 'mono' }, shown.address),
    isDriven ? h('span', {}, 'You drive. Shift+Esc gives the keys back to this page.') : null), audience(scene, shown)] : null);
  askOf(scene, isDriven ? shown : null);
}

/** Only whoever drives is asked: a replay knows its answers. */
async function askOf(scene, tab) {
  const place = scene.asks;
  scene.asker = tab;
  if (!tab) {
    scene.asked = null;
    show(place);
    return;
  }
  const { asked, pageAsks } = await import('../components/page-asks.js');
  if (scene.asker !== tab || scene.asks !== place || asked(tab) === scene.asked) return;
  scene.asked = asked(tab);
  show(place, pageAsks(tab, leaseOf(scene.run.summary.id)?.lease, () => look(scene)));
}

/** Who watches the tab, by name. */
function audience(scene, tab) {
  const viewers = scene.viewers.filter((viewer) => viewer.tab === tab.id);
  const kinds = { frames: 'in a dashboard', mjpeg: 'as an image', single: 'as a single picture' };
  return folded('viewers', count(viewers.length, 'viewer'),
    h('ul', { class: 'small' }, viewers.map((viewer) => h('li', {}, `${viewer.principal} ${kinds[viewer.kind]}, since ${when(viewer.since)}, ${viewer.width} px wide`))));
}

async function drive(scene, lease) {
  scene.hands?.abort();
  scene.lease = lease;
  if (lease === null) return;
  const { picture } = scene;
  const hands = scene.hands = new AbortController();
  scene.stop.signal.addEventListener('abort', () => hands.abort(), { once: true });
  // Of a run only whoever holds its lease drives, and the lease says so. What was done goes to the tab it was done in, with
  // the lease of then, also when another run or tab is shown before it is sent.
  const send = (body) => post(`/v1/tabs/${segment(picture.tab)}/input`, { ...body, lease });
  // What is done may lead elsewhere.
  let due = null;
  const onSent = () => { clearTimeout(due); due = hands.signal.aborted ? null : setTimeout(() => look(scene).catch(() => {}), 400); };
  hands.signal.addEventListener('abort', () => clearTimeout(due), { once: true });
  const { acceptInput } = await import('../components/picture-input.js');
  if (!hands.signal.aborted) acceptInput(picture, hands.signal, { onError: showError, onSent, send });
}

const nothing = (scene) => h('div', { class: 'picture' }, h('p', { class: 'state' }, scene.tabs === null
  ? 'This appliance has no live view. Runs and their steps are shown all the same.'
  : 'No tab is open. When a skill runs or a task is shown, its page appears here.'));

async function tell(scene) {
  const { run } = scene;
  const live = scene.runs.filter((one) => isLive(one.state));
  const browser = scene.status.browser;
  show(scene.heading, head('Now', live.length ? `${count(live.length, 'run')} under way` : 'Nothing is under way',
    h('a', { class: 'button', href: '#/teach' }, scene.status.recording ? 'Go on teaching' : 'Teach a task')),
  browser.state === 'ready' ? null : h('p', { class: 'note warn' }, `The browser is ${browser.state}. ${browser.reason ?? ''}`),
  scene.status.warnings.map((text) => h('p', { class: 'note warn' }, text)));
  if (!run) {
    show(scene.telling, empty('No run yet', 'Teach a task in the picture, review what was written down, and run it.',
      h('a', { class: 'button', href: '#/teach' }, 'Teach a task'), h('a', { class: 'button', href: '#/skills' }, 'See the skills')));
    return;
  }
  const changed = () => refresh(scene);
  if (run.question || run.waits_for || run.asks) scene.asking ??= await import('../components/question.js');
  if (scene.run !== run) return;
  // Also while nothing is asked, so that the same question is a new one afterwards.
  show(scene.telling, scene.asking?.question(run, scene.signal, changed),
    h('section', { class: 'card', 'aria-label': `Run of ${run.summary.skill}` },
      h('div', { class: 'head' }, h('h2', {}, h('a', { href: `#/runs/${segment(run.summary.id)}` }, run.summary.skill)), stateBadge(run.summary.state)),
      h('p', { class: 'quiet small' }, `Began ${when(run.summary.started)}`, run.summary.duration_ms ? `, took ${took(run.summary.duration_ms)}` : '', driver(run)),
      run.message ? h('p', { class: 'note bad' }, run.message) : null,
      runControls(run, changed), stepList(run.steps, run.summary.id)),
    others(scene, live));
}

const driver = (run) => (run.control?.driver === 'person' ? ', a person drives' : '');

function others(scene, live) {
  // Those that wait for a person must be among them.
  const urgency = (one) => (one.state === 'needs_person' ? 2 : isLive(one.state) ? 1 : 0);
  const rest = scene.runs.filter((one) => one.id !== scene.run.summary.id).sort((a, b) => urgency(b) - urgency(a)).slice(0, 5);
  if (!rest.length) return null;
  return h('section', { class: 'card', 'aria-label': 'Other runs' }, h('h2', {}, live.length > 1 ? 'Other runs' : 'Before that'),
    h('ul', { class: 'stack' }, rest.map((one) => h('li', { class: 'row' }, stateBadge(one.state),
      h('a', { href: `#/runs/${segment(one.id)}`, 'aria-label': `${one.skill}, ${stateWords(one.state)}, ${when(one.started)}` }, one.skill),
      h('span', { class: 'quiet small' }, when(one.started))))));
}
