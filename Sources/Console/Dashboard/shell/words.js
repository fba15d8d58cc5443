// SPDX-License-Identifier: Apache-2.0
// How times, states and sizes are said.

const clock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const hours = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });

export const when = (text) => (text ? clock.format(new Date(text)) : '–');
export const atHour = (text) => (text ? hours.format(new Date(text)) : '–');

export function took(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return '–';
  if (milliseconds < 1000) return `${milliseconds}\u00a0ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)}\u00a0s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

export function bytes(count) {
  if (count < 1024) return `${count} bytes`;
  return count < 1 << 20 ? `${(count / 1024).toFixed(1)} kB` : `${(count / (1 << 20)).toFixed(1)} MB`;
}

/** A run's states in words, each with the colour that it is shown in. */
const states = {
  queued: ['waits its turn', ''], running: ['running', 'live'], paused: ['paused', 'warn'],
  taken_over: ['taken over', 'warn'], needs_person: ['needs you', 'warn'], succeeded: ['done', 'good'],
  failed: ['failed', 'bad'], refused: ['refused', 'bad'], cancelled: ['stopped', ''], interrupted: ['interrupted', 'bad'],
};
export const stateWords = (state) => states[state]?.[0] ?? state;
export const stateTone = (state) => states[state]?.[1] ?? '';
export const isLive = (state) => ['queued', 'running', 'paused', 'taken_over', 'needs_person'].includes(state);

export const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/** A code such as `consent_required` as words. */
export const plain = (code) => (code ?? '').replaceAll('_', ' ');
