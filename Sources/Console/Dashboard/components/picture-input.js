// SPDX-License-Identifier: Apache-2.0
// Mouse, wheel, keys, an input method and paste over a live picture, sent to the tab in order.
//
// One batch is on its way at a time; of the moves and wheel turns that gather meanwhile the last counts. Each event is
// meant for the frame that was shown when it was made, and a batch for one document. Nothing of what is typed is kept or
// shown.
import { post, segment } from '../shell/api.js';
import { h } from '../shell/dom.js';

const LIMIT = 200;
const QUIET = new Set(['move', 'up', 'key_up']);
const LETS_GO = new Set(['up', 'key_up']);
const BUTTONS = ['left', 'middle', 'right'];

/** Lets the person act in a picture until the signal says no more; `send` may replace the route of the tab. */
export function acceptInput(picture, signal, { onSent = () => {}, onError = () => {}, send } = {}) {
  const queue = new InputQueue(picture, send ?? ((body) => post(`/v1/tabs/${segment(picture.tab)}/input`, body)), onSent, onError);
  const keys = h('textarea', { class: 'keys', rows: 1, autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false',
    'aria-label': 'Keys for the page in the picture. Shift and Escape together give the keys back.' });
  picture.element.classList.add('is-driven');
  picture.element.append(keys);
  const on = (element, name, listener, options) => element.addEventListener(name, listener, { signal, ...options });
  pointer(picture.canvas, keys, queue, on);
  keyboard(keys, queue, on);
  signal.addEventListener('abort', () => {
    queue.release();
    keys.remove();
    picture.element.classList.remove('is-driven');
  }, { once: true });
  return { focus: () => keys.focus({ preventScroll: true }), queue };
}

const modifiers = (event) => (event.altKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.metaKey ? 4 : 0) | (event.shiftKey ? 8 : 0);

function place(canvas, event) {
  const box = canvas.getBoundingClientRect();
  const within = (value) => Math.min(1, Math.max(0, value));
  return { x: within((event.clientX - box.left) / box.width), y: within((event.clientY - box.top) / box.height) };
}

function pointer(canvas, keys, queue, on) {
  const base = (event) => ({ ...place(canvas, event), buttons: event.buttons, modifiers: modifiers(event) });
  on(canvas, 'pointermove', (event) => queue.add({ type: 'move', ...base(event), button: held(event.buttons) }));
  on(canvas, 'pointerdown', (event) => {
    event.preventDefault();
    keys.focus({ preventScroll: true });
    canvas.setPointerCapture(event.pointerId);
    queue.press(event, { type: 'down', ...base(event), button: BUTTONS[event.button] ?? 'left' });
  });
  on(canvas, 'pointerup', (event) => queue.lift({ type: 'up', ...base(event), button: BUTTONS[event.button] ?? 'left' }));
  on(canvas, 'pointercancel', () => queue.release());
  on(canvas, 'contextmenu', (event) => event.preventDefault());
  on(canvas, 'wheel', (event) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 40 : event.deltaMode === 2 ? 600 : 1;
    queue.add({ type: 'wheel', ...base(event), dx: event.deltaX * unit, dy: event.deltaY * unit });
  }, { passive: false });
}

const held = (buttons) => (buttons & 1 ? 'left' : buttons & 2 ? 'right' : buttons & 4 ? 'middle' : undefined);

function keyboard(keys, queue, on) {
  let isComposing = false;
  const isPaste = (event) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
  on(keys, 'keydown', (event) => {
    if (event.key === 'Escape' && event.shiftKey) { event.preventDefault(); keys.blur(); return; }
    // What an input method makes of a key comes as a composition, what is pasted as a paste.
    if (isComposing || event.isComposing || event.key === 'Process' || event.key === 'Dead' || isPaste(event)) return;
    event.preventDefault();
    queue.add({ type: 'key_down', key: event.key, code: event.code, modifiers: modifiers(event), ...text(event) });
  });
  on(keys, 'keyup', (event) => {
    if (isComposing || event.isComposing || isPaste(event)) return;
    queue.add({ type: 'key_up', key: event.key, code: event.code, modifiers: modifiers(event) });
  });
  on(keys, 'compositionstart', () => { isComposing = true; });
  on(keys, 'compositionupdate', (event) => queue.add({ type: 'composition', text: event.data }));
  on(keys, 'compositionend', (event) => {
    isComposing = false;
    queue.add({ type: 'text', text: event.data });
    keys.value = '';
  });
  on(keys, 'input', (event) => {
    // An on-screen keyboard gives text without keys.
    if (!event.isComposing && event.inputType === 'insertText' && event.data) queue.add({ type: 'text', text: event.data });
    if (!event.isComposing) keys.value = '';
  });
  on(keys, 'paste', (event) => {
    event.preventDefault();
    const pasted = event.clipboardData.getData('text/plain');
    if (pasted) queue.add({ type: 'paste', text: pasted });
  });
  on(keys, 'blur', () => queue.release());
}

function text(event) {
  if (event.key === 'Enter') return { text: '\r' };
  return [...event.key].length === 1 && !event.ctrlKey && !event.metaKey ? { text: event.key } : {};
}

/**
 * Events on their way, in order, with a bound: what comes when it is full is dropped with a word about it. Only what lets go
 * of something held goes in all the same; no more is held than fitted in.
 */
class InputQueue {
  constructor(picture, send, onSent, onError) {
    Object.assign(this, { picture, send, onSent, onError, waiting: [], isSending: false, down: new Map(), buttons: new Set(), clicks: 0, last: null });
  }

  /** Gives whether the event goes out; `isHeld` says of an `up` that its press did. */
  add(event, isHeld = false) {
    const frame = this.picture.frame;
    // Where nothing is shown nothing can be meant.
    if (!frame) return false;
    const before = this.waiting.at(-1);
    const isLike = before && before.event.type === event.type && before.frame?.document === frame.document;
    if (isLike && event.type === 'move') this.waiting.pop();
    if (isLike && event.type === 'wheel') {
      this.waiting.pop();
      event = { ...event, dx: event.dx + before.event.dx, dy: event.dy + before.event.dy };
    }
    const letsGo = event.type === 'key_up' ? this.down.delete(event.code) : isHeld;
    if (this.waiting.length >= LIMIT && !letsGo) {
      this.onError(new Error('The page does not keep up: what you did last was left out.'));
      return false;
    }
    if (event.type === 'key_down') this.down.set(event.code, event.key);
    this.waiting.push({ event, frame });
    this.#flush();
    return true;
  }

  /** A press counts as the second of a double click when it comes soon and close to the first. */
  press(event, press) {
    const near = this.last && event.timeStamp - this.last.at < 500 && this.last.button === press.button
      && Math.hypot(event.clientX - this.last.x, event.clientY - this.last.y) < 6;
    this.clicks = near ? Math.min(this.clicks + 1, 3) : 1;
    this.last = { at: event.timeStamp, x: event.clientX, y: event.clientY, button: press.button };
    this.add({ type: 'move', x: press.x, y: press.y, modifiers: press.modifiers, buttons: 0 });
    if (this.add({ ...press, clicks: this.clicks })) this.buttons.add(press.button);
  }

  lift(event) {
    const isHeld = this.buttons.delete(event.button);
    this.place = { x: event.x, y: event.y };
    this.add({ ...event, clicks: this.clicks || 1 }, isHeld);
  }

  /** Lets go of what is held, as when the window is left. */
  release() {
    const letGo = (event) => this.waiting.push({ event, frame: null });
    for (const [code, key] of this.down) letGo({ type: 'key_up', key, code, modifiers: 0 });
    this.down.clear();
    for (const button of this.buttons) letGo({ type: 'up', ...(this.place ?? { x: 0, y: 0 }), button, buttons: 0, clicks: 1 });
    this.buttons.clear();
    this.#flush();
  }

  async #flush() {
    if (this.isSending) return;
    this.isSending = true;
    while (this.waiting.length) {
      const { frame, events } = this.#batch();
      if (!frame) continue;
      try {
        await this.send({ frame: frame.number, document: frame.document, events });
        this.onSent(events);
      } catch (error) {
        // What was made after it was made without knowing; what is let go of comes up all the same.
        this.waiting = this.waiting.filter(({ event }) => LETS_GO.has(event.type)).map(({ event }) => ({ event, frame: null }));
        // A page that went away under a pointer that only moved, or was just let go, is nothing to be told of.
        if (error.code !== 'stale_picture' || events.some((event) => !QUIET.has(event.type))) this.onError(error);
      }
    }
    this.isSending = false;
  }

  /** The next events that are meant for one document. What only lets go is meant for whatever is shown. */
  #batch() {
    const frameOf = (one) => one.frame ?? this.picture.frame;
    let frame = frameOf(this.waiting[0]);
    let count = 0;
    for (; count < Math.min(LIMIT, this.waiting.length); count += 1) {
      const next = frameOf(this.waiting[count]);
      if (next?.document !== frame?.document) break;
      frame = next;
    }
    return { frame, events: this.waiting.splice(0, count).map(({ event }) => event) };
  }
}
