// SPDX-License-Identifier: Apache-2.0
// What a run asks a person, and the answer: a yes or a no, which element is meant, or what the skill asks for.
import { post, segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { when } from '../shell/words.js';
import { action, form, perform } from './notice.js';
import { field } from './pieces.js';
import { shot } from './shot.js';

/** What each page shows now: its picture must not change under the hand while the question is the same. */
const shown = new WeakMap();

/** The question of a run, or null; `answered` is called with the run as it stands after the answer. */
export function question(run, signal, answered) {
  const key = JSON.stringify([run.summary.id, run.question, run.waits_for, run.asks]);
  if (shown.get(signal)?.key !== key) shown.set(signal, { key, element: made(run, signal, answered) });
  return shown.get(signal).element;
}

function made(run, signal, answered) {
  const asks = run.question ?? null;
  if (!asks && !run.waits_for && !run.asks) return null;
  // Somebody else may have answered meanwhile; what is said here is about this step and no other.
  const answer = async (body) => {
    const now = await post(`/v1/runs/${segment(run.summary.id)}/answer`, { ...body, step: asks?.step });
    // It may be asked again in the same words, about another picture.
    shown.delete(signal);
    return answered(now);
  };
  const until = run.waits_for?.expires ?? asks?.expires;
  const step = asks?.step ?? run.waits_for?.step ?? run.asks?.step;
  // The focus stays on a button of this question, and never goes to one of the next.
  const keyOf = (name) => [run.summary.id, step ?? '', name].join(' ');
  return h('section', { class: 'question', 'aria-label': 'This run needs you' },
    h('h2', {}, run.waits_for ? 'May it do this?' : titles[asks?.kind] ?? 'Which element is meant?'),
    h('p', {}, asks?.text ?? run.waits_for?.question ?? words(run.asks)),
    step ? h('p', { class: 'quiet small' }, `Step ${step}`, until ? `, waits until ${when(until)}` : '') : null,
    seen(run, asks, step, signal, answer),
    run.waits_for ? consent(answer, keyOf) : run.asks ? candidates(run.asks, answer, keyOf) : options(asks, answer, keyOf));
}

const titles = {
  rescue: 'Which element is meant?', consent: 'May it do this?', captcha: 'The page wants to see a person',
  second_factor: 'The page asks for a second factor', ask: 'The skill asks you', refusal: 'This step could not be done',
};

const words = (asks) => `The page at ${asks.page} has no ${asks.looks} any more, at least none that is certain.`;

function consent(answer, keyOf, yes = 'Yes, do it', note = 'A yes counts once, for this step of this run.') {
  return h('div', { class: 'row' },
    action(yes, () => answer({ decision: 'approve' }), { kind: 'main', key: keyOf('yes') }),
    action('No', () => answer({ decision: 'deny' }), { kind: 'grave', key: keyOf('no') }),
    h('p', { class: 'quiet small' }, note));
}

/** What the skill asks for: a yes, a text, or a text that nobody may see. */
function asked(kind, answer, keyOf) {
  if (kind === 'consent') return consent(answer, keyOf, 'Yes, go on', 'A no ends the run.');
  const isSecret = kind === 'secret';
  const input = h('input', { name: 'answer', required: true, type: isSecret ? 'password' : 'text', autocomplete: 'off', maxlength: 4096, data: { key: keyOf('answer') } });
  return form({ class: 'line', 'aria-label': 'Your answer' }, ({ answer: text }) => answer({ text }),
    field('Your answer', input, isSecret ? 'It is used in this run only, and written down nowhere.' : null), h('button', { class: 'main' }, 'Answer'));
}

/** The picture of the step; a click into it points at the right element. */
function seen(run, asks, step, signal, answer) {
  const path = asks?.picture ?? null;
  if (!path) return null;
  const edges = (box) => (box ? [box.x, box.y, box.width, box.height] : null);
  const numbered = (asks.options ?? []).map((one) => [one.n, edges(one.box)]);
  const picture = shot(path, signal, { box: numbered.some(([, box]) => box) ? null : edges(asks.box), numbered, label: `The page at step ${step}`, none: 'There is no picture of this page.' });
  if (asks.kind !== 'rescue') return picture;
  picture.classList.add('is-pointing');
  let isAnswered = false;
  picture.addEventListener('click', (event) => {
    // Before the picture is there nothing can be pointed at, and a second click would be for the next question.
    const place = picture.querySelector('img')?.getBoundingClientRect();
    if (!place?.height || isAnswered) return;
    isAnswered = true;
    const point = { x: (event.clientX - place.left) / place.width, y: (event.clientY - place.top) / place.height };
    perform(picture, () => answer({ point }).catch((error) => { isAnswered = false; throw error; }));
  });
  return [picture, h('p', { class: 'quiet small' }, 'Click the right element in the picture, or pick it from the list.')];
}

function candidates(asks, answer, keyOf) {
  return h('div', { class: 'choices' },
    asks.candidates.map((one, index) => action(
      [h('span', {}, h('strong', {}, `${index + 1}. ${one.looks}`), ' ', h('span', { class: 'quiet small' },
        `${one.near ? `near “${one.near}”, ` : ''}${Math.round(one.score * 100)} % alike. Not taken because it ${one.refusal}.`))],
      () => answer({ candidate: index }), { key: keyOf(`candidate-${index}`) })),
    action('None of these', () => answer({ none: true }), { kind: 'grave', key: keyOf('none') }),
    instead(answer, keyOf));
}

/** What becomes of the step, when no element is named for it. */
function instead(answer, keyOf) {
  return h('div', { class: 'row' },
    action('Look again', () => answer({ then: 'repeat' }), { key: keyOf('repeat') }),
    action('It is done, go on', () => answer({ then: 'go_on' }), { key: keyOf('go-on') }),
    action('End the run', () => answer({ then: 'stop' }), { kind: 'grave', key: keyOf('stop') }));
}

function options(asks, answer, keyOf) {
  if (asks.kind === 'captcha' || asks.kind === 'second_factor') {
    return h('p', { class: 'note' }, 'Take over, do what the page asks for, and hand back.');
  }
  if (asks.kind === 'refusal') {
    return [h('p', { class: 'note' }, 'Mend the page, or take over and do the step; then say what becomes of it.'), instead(answer, keyOf)];
  }
  if (asks.kind === 'consent') return consent(answer, keyOf);
  if (asks.kind === 'ask') return asked(asks.form, answer, keyOf);
  return h('div', { class: 'choices' },
    (asks.options ?? []).map((one) => action(`${one.n}. ${one.words}`, () => answer({ candidate: one.n - 1 }), { key: keyOf(`option-${one.n}`) })),
    action('None of these', () => answer({ none: true }), { kind: 'grave', key: keyOf('none') }));
}
