// SPDX-License-Identifier: Apache-2.0
// The audit log as it grows: one stream for the whole tab, read by fetch because an EventSource cannot send a token.
// It is let go while nobody looks at the tab, and goes on where it stopped.
import { ask } from './api.js';

const listeners = new Set();
let last = null;
let stop = null;
let state = 'closed';

/** Calls a function with each event, until the signal says no more. */
export function onEvent(listener, signal) {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
}

export const busState = () => state;

function turn(to) {
  if (state === to) return;
  state = to;
  dispatchEvent(new CustomEvent('understudy:bus', { detail: to }));
}

/**
 * Calls a function with `tabs` or `steps` whenever these have changed, and with both at the beginning, until the signal
 * says no more; while nobody looks at the page nothing is told.
 */
export function onChange(listener, signal) {
  let reading = null;
  const turn = () => {
    if (document.hidden || signal.aborted) { reading?.abort(); reading = null; return; }
    if (reading) return;
    reading = new AbortController();
    readChanges(listener, reading.signal);
  };
  document.addEventListener('visibilitychange', turn, { signal });
  signal.addEventListener('abort', turn, { once: true });
  turn();
}

async function readChanges(listener, signal) {
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      const reply = await ask('GET', '/v1/live/changes', { signal });
      wait = 500;
      for await (const { changed } of events(reply.body, signal)) listener(changed);
    } catch (error) {
      if (signal.aborted || error.status === 401) return;
    }
    await new Promise((done) => setTimeout(done, wait));
  }
}

export function openBus() {
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : start()));
  start();
}

export function close() {
  stop?.abort();
  stop = null;
  turn('closed');
}

function start() {
  if (stop || document.hidden) return;
  stop = new AbortController();
  follow(stop.signal);
}

async function follow(signal) {
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      const path = last === null ? '/v1/events/stream' : `/v1/events/stream?from_seq=${last + 1}`;
      const reply = await ask('GET', path, { signal });
      turn('open');
      wait = 500;
      for await (const event of events(reply.body, signal)) hand(event);
    } catch (error) {
      if (signal.aborted || error.status === 401) return;
    }
    turn('lost');
    await new Promise((done) => setTimeout(done, wait));
  }
}

function hand(event) {
  last = Math.max(last ?? 0, event.seq ?? 0);
  for (const listener of [...listeners]) listener(event);
}

/** The `data` lines of a stream of server-sent events; canonical JSON is one line. */
async function* events(body, signal) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  signal.addEventListener('abort', () => reader.cancel().catch(() => {}), { once: true });
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (!line.startsWith('data: ')) continue;
      try { yield JSON.parse(line.slice(6)); } catch { yield { event: 'unreadable', line }; }
    }
  }
}
