// SPDX-License-Identifier: Apache-2.0
// Pause, go on, take over, hand back, stop: what can be done with a run in the state that it is in.
import { ApiError, post, segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { isLive } from '../shell/words.js';
import { forget, handBack, leaseOf, renew, takeOver } from './lease.js';
import { action, tell } from './notice.js';

export function runControls(run, changed) {
  const { id, state } = run.summary;
  if (!isLive(state)) {
    if (leaseOf(id)) forget(id);
    return h('div', { class: 'row' });
  }
  renew(id);
  const isMine = state === 'taken_over' && leaseOf(id) !== null;
  const hitl = (verb) => async () => { await control(id, verb); await changed(); };
  return h('div', { class: 'row', role: 'group', 'aria-label': 'This run' },
    ['running', 'queued'].includes(state) ? action('Pause', hitl('pause'), { key: 'pause' }) : null,
    state === 'paused' ? action('Go on', hitl('resume'), { kind: 'main', key: 'resume' }) : null,
    ['running', 'paused', 'needs_person'].includes(state) ? action('Take over', () => take(id, changed), { key: 'take' }) : null,
    isMine ? action('Hand back', () => giveBack(id, changed), { kind: 'main', key: 'back' }) : null,
    state === 'taken_over' && !isMine ? h('span', { class: 'quiet small' }, 'Somebody else drives.') : null,
    action('Stop', async () => {
      const { confirm } = await import('./confirm.js');
      if (!(await confirm('Stop this run?', 'It ends before its next action. What it has done stays done.', 'Stop the run', 'grave'))) return;
      await post(`/v1/runs/${segment(id)}/cancel`);
      await changed();
    }, { kind: 'grave', key: 'stop' }));
}

async function control(id, verb) {
  try {
    await post(`/v1/hitl/${segment(id)}/${verb}`, {});
  } catch (error) {
    throw missing(error);
  }
}

const missing = (error) => (error.isMissingRoute
  ? new ApiError(404, 'not_here', 'This appliance cannot pause runs or give them to a person. Stop the run instead.') : error);

async function take(id, changed) {
  const { ask } = await import('./confirm.js');
  const keep = h('input', { type: 'checkbox' });
  const answer = await ask('Take over?', h('div', { class: 'stack' },
    h('p', {}, 'The run waits, and mouse and keys in the picture are yours. What you do is written into the log, without what you type.'),
    h('label', { class: 'tick' }, keep, h('span', {}, 'Propose what I do as new steps of the skill'))), [['yes', 'Take over', 'main']]);
  if (answer !== 'yes') return;
  try {
    await takeOver(id, keep.checked);
  } catch (error) {
    throw missing(error);
  }
  await changed();
}

async function giveBack(id, changed) {
  const { ask } = await import('./confirm.js');
  const change = await handBack(id);
  const then = await ask('Hand back?', compared(change), ways(change));
  if (!then) return;
  const { pending } = await handBack(id, then);
  if (pending) tell(`What you did waits for your review among the skills, as a revision of ${pending.slug}.`);
  tell({ go_on: 'The run goes on.', repeat: 'The run does its step.', stop: 'The run has stopped.' }[then]);
  await changed();
}

/** What is different from the moment of the takeover, and what the run would meet. */
function compared(change) {
  const { interrupted } = change;
  return h('div', { class: 'stack' },
    interrupted ? [
      h('p', { class: `note ${interrupted.has_acted ? 'warn' : ''}` }, `The run stands at step ${interrupted.step}. `,
        interrupted.has_acted ? 'It may have acted already: do it again only if it has not.' : 'It has not acted yet.'),
      h('p', {}, `${interrupted.matches ? '✓' : '✕'} The page for step ${interrupted.step}: ${interrupted.expects}`),
    ] : null,
    h('p', {}, `${change.matches ? '✓' : '✕'} The page for what comes after: ${change.expects}`),
    change.changed?.length ? h('ul', {}, change.changed.map((text) => h('li', {}, text))) : h('p', { class: 'quiet' }, 'Nothing was changed.'));
}

/** What fits best stands first, and is done on Enter. */
function ways({ interrupted, matches }) {
  const again = interrupted ? [['repeat', `${interrupted.has_acted ? 'Repeat' : 'Do'} step ${interrupted.step}`, interrupted.has_acted ? '' : 'main']] : [];
  const after = [['go_on', interrupted ? `Go on after step ${interrupted.step}` : 'Go on', again[0]?.[2] !== 'main' && matches ? 'main' : '']];
  return [...(interrupted && !interrupted.has_acted ? [...again, ...after] : [...after, ...again]), ['stop', 'Stop the run', 'grave']];
}
