// SPDX-License-Identifier: Apache-2.0
// Skills: what waits for a review, and what may run.
import { action, showError, tell } from '../components/notice.js';
import { badge, digest, empty, head, table } from '../components/pieces.js';
import { get, post, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { count } from '../shell/words.js';

export default async function skills({ root, signal, onEvent }) {
  const refresh = async () => put(root, await get('/v1/skills/pending', { signal }), await get('/v1/skills', { signal }));
  await refresh();
  onEvent((event) => { if (event.event.startsWith('skill_')) refresh().catch(showError); });
}

function put(root, { pending }, { skills }) {
  show(root, head('Skills', null, action('Import a file', chooseFile, { key: 'import' }), h('a', { class: 'button', href: '#/teach' }, 'Teach a task')),
    waiting(pending), approved(skills, pending));
}

function waiting(pending) {
  if (!pending.length) return null;
  return h('section', { class: 'stack', 'aria-label': 'To review' }, h('h2', {}, 'To review'),
    h('div', { class: 'card flush' }, table('Revisions that wait for a review', ['Skill', 'Revision', 'Findings', ''], pending.map((one) => [
      one.slug, digest(one.sha256), one.problem ? h('span', {}, one.problem.message) : findings(one),
      one.problem ? '' : h('a', { class: 'button', href: `#/review/${segment(one.slug)}/${one.sha256.slice(0, 12)}`, 'aria-label': `Review ${one.slug}, revision ${one.sha256.slice(0, 12)}` }, 'Review')]))));
}

function findings(one) {
  const { error = 0, consent = 0, warning = 0, note = 0 } = one.findings;
  return h('span', { class: 'row' }, error ? badge(count(error, 'error'), 'bad') : null, consent ? badge(`${consent} to agree to`, 'warn') : null,
    warning ? badge(count(warning, 'warning'), 'warn') : null, note ? badge(count(note, 'note')) : null,
    error + consent + warning + note === 0 ? badge('nothing found', 'good') : null);
}

function approved(skills, pending) {
  if (!skills.length) {
    return pending.length ? empty('No approved skill yet', 'Review what waits above; what you approve appears here and may run.')
      : empty('No skill yet', 'Show a task once, and it becomes a skill. Or import a file that somebody else wrote.', h('a', { class: 'button', href: '#/teach' }, 'Teach a task'));
  }
  return h('section', { class: 'stack', 'aria-label': 'Approved' }, h('h2', {}, 'Approved'),
    h('div', { class: 'tiles' }, skills.map((one) => h('article', { class: 'card' },
      h('div', { class: 'head' }, h('h3', {}, h('a', { href: `#/skills/${segment(one.slug)}` }, one.slug)), one.problem ? badge('does not run', 'bad') : h('span', { class: 'quiet small' }, count(one.steps, 'step'))),
      one.problem ? h('p', { class: 'note bad' }, one.problem.message) : h('p', {}, one.description),
      one.problem ? null : h('div', { class: 'row' }, h('a', { class: 'button', href: `#/skills/${segment(one.slug)}`, 'aria-label': `Run ${one.slug}` }, 'Run…'), digest(one.sha256))))));
}

function chooseFile() {
  const input = h('input', { type: 'file', accept: '.yaml,.yml' });
  return new Promise((done) => {
    input.addEventListener('cancel', done);
    input.addEventListener('change', async () => {
      try {
        const made = await post('/v1/skills', await input.files[0].text(), { type: 'application/yaml' });
        tell('The file is in quarantine. Review it before it may run.');
        location.hash = `#/review/${segment(made.summary.slug)}/${made.summary.sha256.slice(0, 12)}`;
      } catch (error) {
        showError(error);
      }
      done();
    });
    input.click();
  });
}
