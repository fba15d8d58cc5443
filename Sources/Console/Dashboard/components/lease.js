// SPDX-License-Identifier: Apache-2.0
// The lease by which this tab drives a run: kept alive while the tab lives, and let go by itself when it does not.
import { post, segment } from '../shell/api.js';

const KEY = 'understudy.leases';
const RENEWAL = 8000;
const timers = new Map();

const kept = () => JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
const keep = (leases) => sessionStorage.setItem(KEY, JSON.stringify(leases));

/** The lease of a run that this tab holds; null when it holds none. */
export const leaseOf = (run) => kept()[run] ?? null;

export async function takeOver(run, keepSteps) {
  const lease = await post(`/v1/hitl/${segment(run)}/takeover`, keepSteps ? { keep: true } : {});
  keep({ ...kept(), [run]: lease });
  renew(run);
  return lease;
}

/** Goes on to hold a lease, also after the page was loaded again. */
export function renew(run) {
  if (timers.has(run) || !leaseOf(run)) return;
  timers.set(run, setInterval(async () => {
    const lease = leaseOf(run);
    if (!lease) return forget(run);
    await post(`/v1/hitl/${segment(run)}/renew`, { lease: lease.lease }).catch((error) => {
      if (error.status === 404 || error.status === 409) forget(run);
    });
  }, RENEWAL));
}

/** Without `then`: what has changed meanwhile. With it: gives the run back. */
export async function handBack(run, then) {
  const answer = await post(`/v1/hitl/${segment(run)}/handback`, { lease: leaseOf(run)?.lease, ...(then ? { then } : {}) });
  if (then) forget(run);
  return answer;
}

export function forget(run) {
  clearInterval(timers.get(run));
  timers.delete(run);
  const { [run]: gone, ...others } = kept();
  keep(others);
}
