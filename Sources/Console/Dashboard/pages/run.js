// SPDX-License-Identifier: Apache-2.0
// One run: its steps with their pictures, what it gave, what it asks.
import { action, showError } from '../components/notice.js';
import { digest, head, pairs, stateBadge } from '../components/pieces.js';
import { question } from '../components/question.js';
import { runForm } from '../components/run-form.js';
import { runControls } from '../components/run-controls.js';
import { shownAfter } from '../components/shown-after.js';
import { mark, stepList } from '../components/step-list.js';
import { get, save, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { bytes, plain, took, when } from '../shell/words.js';

export default async function run({ root, parameters, signal, title, onEvent }) {
  const path = `/v1/runs/${segment(parameters.id)}`;
  const shots = new Map();
  const refresh = async () => put(root, await get(path, { signal }), signal, shots, refresh);
  await refresh();
  title(root.dataset.skill);
  let timer = null;
  onEvent((event) => {
    if (timer || (event.extra?.run ?? event.extra?.run_id) !== parameters.id) return;
    timer = setTimeout(() => { timer = null; refresh().catch(showError); }, 120);
  });
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
}

function put(root, run, signal, shots, refresh) {
  const { summary } = run;
  root.dataset.skill = summary.skill;
  show(root, head(h('span', {}, summary.skill), h('span', { class: 'mono small' }, summary.id), stateBadge(summary.state), runControls(run, refresh)),
    run.message ? h('p', { class: `note ${['failed', 'refused', 'interrupted'].includes(summary.state) ? 'bad' : ''}` }, run.message) : null,
    question(run, signal, refresh),
    h('div', { class: 'split' },
      h('section', { class: 'card', 'aria-label': 'Steps' }, h('h2', {}, 'Steps'), run.steps.length ? stepList(run.steps, run.summary.id) : h('p', { class: 'quiet' }, 'It has not begun yet.')),
      h('div', { class: 'stack' },
        h('section', { class: 'card', 'aria-label': 'About this run' }, h('h2', {}, 'About this run'), pairs(
          ['Skill', h('a', { href: `#/skills/${segment(summary.skill)}` }, summary.skill)], ['Revision', digest(summary.sha256)],
          ['Began', when(summary.started)], ['Took', took(summary.duration_ms)], ['Reason', plain(summary.reason)])),
        goingOn(run), outputs(run))),
    pictures(run, signal, shots));
}

/** A run that did not come to its end goes on as a new one; what it was given is not kept, so it is asked for again. */
function goingOn(run) {
  if (!run.goes_on_at) return null;
  const place = h('div', {});
  const ask = async () => show(place, runForm(await get(`/v1/skills/${segment(run.summary.skill)}`), run.goes_on_at));
  return h('section', { class: 'card', 'aria-label': 'Go on' }, h('h2', {}, 'Go on'),
    h('p', { class: 'quiet small' }, `A new run can begin at step ${run.goes_on_at}. Its page is opened anew, and what was done before is not done again.`),
    action(`Begin at ${run.goes_on_at}`, ask, { key: 'go-on' }), place);
}

function outputs(run) {
  const given = Object.entries(run.outputs);
  if (!given.length && !run.files.length) return null;
  return h('section', { class: 'card', 'aria-label': 'What it gave' }, h('h2', {}, 'What it gave'),
    pairs(...given.map(([name, value]) => [name, value])),
    run.files.length ? h('ul', { class: 'stack' }, run.files.map((file) => h('li', { class: 'row' },
      action(`Save ${file.name}`, () => save(`/v1/runs/${segment(run.summary.id)}/files/${file.number}`, file.name), { key: `file-${file.number}` }),
      h('span', { class: 'quiet small' }, bytes(file.bytes))))) : null);
}

/** The pictures of steps as a timeline; one that is there stays while the page is looked at. */
function pictures(run, signal, shots) {
  const pictured = run.steps.filter((step) => step.evidence?.file || step.evidence?.withheld);
  if (!pictured.length) return null;
  return h('section', { class: 'stack', 'aria-label': 'Timeline' }, h('h2', {}, 'Timeline'), h('ol', { class: 'timeline' }, pictured.map((step) => {
    const key = step.evidence.sha256 ?? step.evidence.withheld;
    if (shots.get(step.id)?.key !== key) shots.set(step.id, { key, element: shownAfter(run, step, signal) });
    return h('li', {}, shots.get(step.id).element, h('p', { class: 'row small' }, mark(step.outcome), h('span', {}, `${step.id} ${step.action}`), h('span', { class: 'quiet' }, took(step.duration_ms))));
  })));
}
