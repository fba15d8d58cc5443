// SPDX-License-Identifier: Apache-2.0
// Review: everything that a person looks at before a skill may run. What is approved is the digest that is shown.
import { askText } from '../components/confirm.js';
import { action, tell } from '../components/notice.js';
import { badge, head } from '../components/pieces.js';
import { reach } from '../components/reach.js';
import { reviewSteps } from '../components/review-steps.js';
import { shot } from '../components/shot.js';
import { diff, source } from '../components/source.js';
import { get, post, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { count } from '../shell/words.js';

export default async function review({ root, parameters, signal, title }) {
  const path = `/v1/skills/pending/${segment(parameters.slug)}/${segment(parameters.sha12)}`;
  const detail = await get(path, { signal });
  const { slug, sha256 } = detail.summary;
  title(`Review ${slug}`);
  const irreversible = detail.review?.steps.filter((step) => step.risk?.level === 'irreversible').length ?? 0;
  show(root, head(`Review: ${slug}`, null, verdictBadge(detail)),
    detail.heal ? healed(detail.heal, signal) : null,
    h('div', { class: 'split' },
      h('div', { class: 'stack' },
        detail.diff ? h('section', { class: 'card', 'aria-label': 'What changes' }, h('h2', {}, 'What changes in the approved skill'), diff(detail.diff)) : null,
        h('section', { class: 'card flush', 'aria-label': 'Steps' }, reviewSteps(detail.review, signal, { hasPlaces: true })),
        h('section', { class: 'card', 'aria-label': 'The file' }, h('h2', {}, 'The file'), source(detail.source, detail.diagnostics))),
      h('div', { class: 'stack' },
        decide(detail, path),
        h('section', { class: 'card', 'aria-label': 'What it may reach' }, h('h2', {}, 'What it may reach'), reach(detail.review),
          irreversible ? h('p', { class: 'small quiet' }, `${count(irreversible, 'step')} cannot be undone; a person is asked each time.`) : null),
        h('section', { class: 'card flows', id: 'flows', 'aria-label': 'What flows where', hidden: true }))));
}

const verdictBadge = ({ summary }) => (summary.is_approvable ? badge('can be approved', 'good') : badge('cannot be approved', 'bad'));

/** What a run found when it could not find its targets as they were. */
function healed(heal, signal) {
  const seen = (file, when) => {
    const [, run, step] = /^evidence\/([\w-]+)\/([\w-]+)\.jpg$/.exec(file ?? '') ?? [];
    return run ? h('figure', {}, shot(`/v1/runs/${segment(run)}/steps/${segment(step)}/picture`, signal, { label: `The page ${when}` }),
      h('figcaption', { class: 'small quiet' }, when)) : null;
  };
  return h('section', { class: 'card', 'aria-label': 'Proposed by a run' }, h('h2', {}, 'A run found these elsewhere'),
    h('p', {}, 'The page has changed. The run ', h('a', { href: `#/runs/${segment(heal.run)}` }, heal.run), ' went on with these, and proposes them. Approve only if they are the same things.'),
    h('ul', { class: 'stack' }, heal.targets.map((one) => h('li', {}, h('strong', {}, one.target), `: was ${one.was}, now ${one.now}. `,
      h('span', { class: 'quiet small' }, one.level === 'person' ? 'A person chose it.' : `Found by ${one.level}, ${Math.round(one.score * 100)} % alike.`),
      h('div', { class: 'tiles' }, seen(one.before, 'before'), seen(one.after, 'after the step, in the run that found it'))))));
}

/** The findings, each of which is ticked, and the two ways to end a review. */
function decide(detail, path) {
  const { slug, sha256, is_approvable: isApprovable } = detail.summary;
  const weighty = detail.diagnostics.filter((one) => one.severity === 'warning' || one.severity === 'consent');
  const others = detail.diagnostics.filter((one) => !weighty.includes(one));
  const ticks = weighty.map((one) => h('label', { class: 'tick' }, h('input', { type: 'checkbox' }), finding(one)));
  const approve = action('Approve exactly this file', async () => {
    await post(`${path}/approve`, { sha256 });
    tell(`${slug} may run now.`);
    location.hash = `#/skills/${segment(slug)}`;
  }, { kind: 'main', disabled: true, key: 'approve' });
  const isReady = () => isApprovable && ticks.every((tick) => tick.querySelector('input').checked);
  const settle = () => { approve.disabled = !isReady(); };
  for (const tick of ticks) tick.addEventListener('change', settle);
  settle();
  return h('section', { class: 'card', 'aria-label': 'Decide' }, h('h2', {}, 'Decide'),
    others.length ? h('ul', { class: 'stack' }, others.map((one) => h('li', { class: `note ${one.severity === 'error' ? 'bad' : ''}` }, finding(one)))) : null,
    ticks.length ? h('fieldset', { class: 'stack' }, h('legend', {}, `Tick ${ticks.length === 1 ? 'the warning' : 'each warning'} that you have looked at`), ticks) : null,
    detail.diagnostics.length ? null : h('p', { class: 'note good' }, 'The safety gate found nothing.'),
    isApprovable ? null : h('p', { class: 'note bad' }, 'The safety gate does not let it pass. Mend the file and import it again, or reject it.'),
    h('p', { class: 'small quiet' }, 'SHA-256 of the file that is approved'), h('code', { class: 'digest' }, sha256),
    h('div', { class: 'row' }, approve, action('Reject…', async () => {
      const reason = await askText(`Reject ${slug}?`, 'Reason', { hint: 'For the log. The revision is thrown away.', yes: 'Reject', required: false });
      if (reason === null) return;
      await post(`${path}/reject`, { sha256, ...(reason ? { reason } : {}) });
      location.hash = '#/skills';
    }, { kind: 'grave', key: 'reject' })));
}

const finding = (one) => h('span', {}, h('strong', {}, one.code), ` ${one.message} `,
  h('a', { href: `#line-${one.position.line}`, on: { click: (event) => { event.preventDefault(); document.getElementById(`line-${one.position.line}`)?.scrollIntoView({ block: 'center' }); } } }, `line ${one.position.line}`),
  h('span', { class: 'quiet small' }, ` ${one.mend}`));
