// SPDX-License-Identifier: Apache-2.0
// The page as it was after a step of a run, or why there is no picture of it.
import { segment } from '../shell/api.js';
import { h } from '../shell/dom.js';
import { plain } from '../shell/words.js';
import { shot } from './shot.js';

const withheld = {
  not_allowed: 'Not pictured: the page is none of the skill’s.', secret_shown: 'Not pictured: the page shows a secret.', not_covered: 'Not pictured: something to be covered moved.',
  too_large: 'Not pictured: the page is too large.', page_silent: 'Not pictured: the page gave no picture.', not_written: 'Not pictured: it could not be written.',
};

export const shownAfter = (run, step, signal) => (step.evidence.file
  ? shot(`/v1/runs/${segment(run.summary.id)}/steps/${segment(step.id)}/picture`, signal, { label: `The page after ${step.action}`, none: 'The picture is not kept any more.' })
  : h('div', { class: 'shot' }, h('p', { class: 'quiet small' }, withheld[step.evidence.withheld] ?? plain(step.evidence.withheld))));
