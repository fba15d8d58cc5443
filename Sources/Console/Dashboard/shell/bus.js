// SPDX-License-Identifier: Apache-2.0
// The audit log as it grows, and what changes besides, for all windows of this browser: one of those that are looked at
// reads the stream and tells the others, because a browser has six connections for one host. It is read by fetch,
// because an EventSource cannot send a token. A window that nobody looks at lets it go, and hears later what it missed.
import { ask, get } from './api.js';

const NAME = 'understudy.bus';
const HELD = 1000;
const listeners = new Set();
const changeListeners = new Set();
const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(NAME) : null;
let last = null;
let stop = null;
let isLeading = false;
let wasHere = false;
let state = 'closed';
/** What comes while something that was missed is asked for; null while nothing is. Of too many the oldest go: the answer has them. */
let held = null;

/** Calls a function with each event, until the signal says no more. */
export function onEvent(listener, signal) {
  listeners.add(listener);
  signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
}

/** Calls a function with `tabs`, `steps` or `observer` whenever these may have changed, until the signal says no more. */
export function onChange(listener, signal) {
  changeListeners.add(listener);
  signal.addEventListener('abort', () => changeListeners.delete(listener), { once: true });
}

export const busState = () => state;

function turn(to) {
  if (state === to) return;
  state = to;
  if (isLeading) channel?.postMessage({ state });
  dispatchEvent(new CustomEvent('understudy:bus', { detail: to }));
}

export function openBus() {
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : start()));
  start();
}

export function close() {
  stop?.abort();
  stop = null;
  held = null;
  isLeading = false;
  turn('closed');
}

function start() {
  if (stop || document.hidden) return;
  stop = new AbortController();
  const { signal } = stop;
  // Without locks (a page that is not on this machine, and not encrypted) each window reads for itself.
  if (!channel || !navigator.locks) { follow(signal); return; }
  channel.postMessage({ hello: true });
  if (wasHere) for (const what of ['tabs', 'steps', 'observer']) changed(what);
  wasHere = true;
  if (last !== null) catchUp(signal);
  navigator.locks.request(NAME, { signal }, () => follow(signal)).catch(() => {});
}

/** What another window has read, or asks. */
channel?.addEventListener('message', ({ data }) => {
  if (!stop) return;
  if (data.hello && isLeading) channel.postMessage({ state });
  if (isLeading) return;
  if (data.state) turn(data.state);
  if (data.event) hear(data.event, stop.signal);
});

function hear(event, signal) {
  if (held) {
    held.push(event);
    if (held.length > HELD) held.shift();
    return;
  }
  if (last !== null && event.seq > last + 1) {
    catchUp(signal);
    held?.push(event);
  } else {
    hand(event);
  }
}

/** Asks for what was told while nobody looked at this window, until there is an answer. */
async function catchUp(signal) {
  if (held) return;
  const mine = held = [];
  let wasLost = false;
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      for (let isMore = !isLeading; isMore;) {
        const { events } = await get(`/v1/events?after=${last}&limit=1000`, { signal });
        for (const event of events) hand(event);
        isMore = events.length === 1000;
      }
      break;
    } catch (error) {
      if (signal.aborted || error.status === 401) break;
      wasLost = true;
      if (!isLeading) turn('lost');
      await pause(wait, signal);
    }
  }
  if (held !== mine) return;
  held = null;
  for (const event of mine) hand(event);
  // Whoever leads says how it stands.
  if (wasLost && !isLeading && !signal.aborted) channel?.postMessage({ hello: true });
}

/** Waits, or not any longer when nobody looks: the window that leads keeps the others from leading. */
const pause = (wait, signal) => new Promise((done) => {
  setTimeout(done, wait);
  signal.addEventListener('abort', done, { once: true });
});

async function follow(signal) {
  isLeading = true;
  for (let wait = 500; !signal.aborted; wait = Math.min(wait * 2, 10_000)) {
    try {
      // What comes while the stream is cut off is missed by nobody who knows where it began.
      if (last === null) last = (await get('/v1/events?after=-1&limit=1', { signal })).events.at(-1)?.seq ?? 0;
      const reply = await ask('GET', `/v1/events/stream?changes=live&from_seq=${last + 1}`, { signal });
      turn('open');
      wait = 500;
      for await (const event of events(reply.body, signal)) {
        channel?.postMessage({ event });
        hand(event);
      }
    } catch (error) {
      if (signal.aborted) return;
      // Who comes in again begins anew.
      if (error.status === 401) { close(); return; }
    }
    if (signal.aborted) return;
    turn('lost');
    await pause(wait, signal);
  }
}

function hand(event) {
  if (event.changed) { changed(event.changed); return; }
  if (event.seq !== undefined) {
    if (last !== null && event.seq <= last) return;
    last = event.seq;
  }
  // A line that somebody made into something else has no name.
  event.event ??= 'unreadable';
  for (const listener of [...listeners]) guarded(listener, event);
}

function changed(what) {
  for (const listener of [...changeListeners]) guarded(listener, what);
}

/** What goes wrong in one part of a page must not end the stream, which would begin again at the same line. */
function guarded(listener, news) {
  try { listener(news); } catch (error) { reportError(error); }
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
      yield parsed(line.slice(6));
    }
  }
}

function parsed(text) {
  try {
    const event = JSON.parse(text);
    if (event !== null && typeof event === 'object') return event;
  } catch { /* It is told of like any other line that is none. */ }
  return { event: 'unreadable', line: text };
}
