// SPDX-License-Identifier: Apache-2.0
// Pause, go on, take over, hand back, stop: what can be done with a run in the state that it is in.
import { ApiError, post, segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { isLive } from '../shell/words.js';
import { ask, confirm } from './confirm.js';
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
  const change = await handBack(id);
  const then = await ask('Hand back?', h('div', { class: 'stack' },
    h('p', { class: `note ${change.matches ? 'good' : 'warn'}` },
      change.matches ? 'The page is what the next step expects.' : 'The page is not what the next step expects.',
      change.expects ? ` It expects: ${change.expects}` : ''),
    change.interrupted ? h('p', { class: change.interrupted.has_acted ? 'note warn' : '' },
      `The step ${change.interrupted.step} was interrupted. `, change.interrupted.has_acted ? 'It may have acted already: repeat it only if it has not.' : 'It had not acted yet.') : null,
    change.changed?.length ? h('ul', {}, change.changed.map((text) => h('li', {}, text))) : h('p', {}, 'Nothing was changed.')),
  [['go_on', 'Go on', change.matches ? 'main' : ''],
    ...(change.interrupted ? [['repeat', 'Repeat the step']] : []), ['stop', 'Stop the run', 'grave']]);
  if (!then) return;
  const { pending } = await handBack(id, then);
  if (pending) tell(`What you did waits for your review among the skills, as a revision of ${pending.slug}.`);
  tell({ go_on: 'The run goes on.', repeat: 'The run repeats its step.', stop: 'The run has stopped.' }[then]);
  await changed();
}
