// SPDX-License-Identifier: Apache-2.0
// What stands beside the navigation on every page: the switch that stops everything, and what waits for a person.
import { get, post } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { action } from './notice.js';

/** The kill switch with the state that it is in. */
export function stopSwitch(onEvent, signal) {
  const place = h('div', { class: 'stack', role: 'group', 'aria-label': 'Kill switch' });
  const refresh = async () => {
    const status = await get('/v1/status').catch(() => null);
    if (status) show(place, status.kill_switch ? released() : pulled());
  };
  const turn = async (on) => { await post('/v1/kill-switch', { on }); await refresh(); };
  const pulled = () => action('Stop everything', async () => {
    const { confirm } = await import('./confirm.js');
    const isSure = await confirm('Stop everything?',
      'Nothing is clicked, typed or sent any more by any run, until you allow it again. Runs that are under way stop.', 'Stop everything', 'grave');
    if (isSure) await turn(true);
  }, { kind: 'grave', key: 'kill' });
  const released = () => [h('span', { class: 'badge bad' }, 'Everything is stopped'),
    action('Allow again', () => turn(false), { key: 'kill' })];
  onEvent((event) => { if (event.event.startsWith('kill_switch')) refresh(); }, signal);
  refresh();
  return place;
}

/** Counts, in the navigation, the revisions to review and the runs that need a person. */
export function waiting(onEvent, signal) {
  const set = (page, number, what) => {
    const badge = document.querySelector(`.nav a[data-page="${page}"] .count`);
    if (!badge) return;
    badge.hidden = number === 0;
    show(badge, number, h('span', { class: 'unseen' }, ` ${what}`));
  };
  const refresh = async () => {
    const [skills, runs] = await Promise.all([get('/v1/skills/pending'), get('/v1/runs?limit=20')]).catch(() => []);
    if (!skills) return;
    set('skills', skills.pending.length, 'to review');
    set('now', runs.runs.filter((run) => run.state === 'needs_person').length, 'waiting for you');
  };
  const due = /^(skill_|run_|approval_)/;
  let timer = null;
  onEvent((event) => {
    if (!due.test(event.event) || timer) return;
    timer = setTimeout(() => { timer = null; refresh(); }, 200);
  }, signal);
  refresh();
}
