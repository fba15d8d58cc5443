// SPDX-License-Identifier: Apache-2.0
// A tab's picture as it changes, on a canvas: the frames tell which document they show, which an image could not.
import { ask, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';

/** Longest without a frame or a heartbeat before the stream is taken for dead; the appliance's beat comes every 5 s. */
const SILENCE = 12_000;

/** So many pixels across are as good as the page itself. */
const ENOUGH = 800;

/** Shows a tab until the signal says no more. `frame` is what the canvas shows now; null before the first. */
export class LivePicture {
  constructor(tab, signal, { label = 'The page', onState = () => {} } = {}) {
    Object.assign(this, { tab, signal, onState, frame: null });
    this.canvas = h('canvas', { role: 'img', 'aria-label': label });
    this.said = h('p', { class: 'state', role: 'status' }, 'Waiting for the first picture…');
    this.element = h('div', { class: 'picture', data: { tab } }, this.said);
    this.shown = null;
    this.isDrawing = false;
    this.#follow();
  }

  async #follow() {
    for (let wait = 500; !this.signal.aborted; wait = Math.min(wait * 2, 8000)) {
      // A browser has few connections for one host: while nobody looks, this one is let go.
      if (document.hidden) { await this.#until('visibilitychange'); continue; }
      const patience = new AbortController();
      const stop = () => patience.abort();
      const hide = () => { if (document.hidden) stop(); };
      this.signal.addEventListener('abort', stop, { once: true });
      document.addEventListener('visibilitychange', hide);
      try {
        await this.#read(patience);
        wait = 500;
        this.#say('The tab shows nothing any more. It may have been closed.');
      } catch (error) {
        if (this.signal.aborted) return;
        if (document.hidden) continue;
        if (error.isMissingRoute) return this.#say('This appliance has no live view. The steps are shown all the same.', 'missing');
        if (error.status === 401) return;
        this.#say(error.status === 404 ? 'This tab is closed.' : `The picture was lost and is asked for again. ${error.message ?? ''}`, 'lost');
        if (error.status === 404) return;
      } finally {
        this.signal.removeEventListener('abort', stop);
        document.removeEventListener('visibilitychange', hide);
        patience.abort();
      }
      await new Promise((done) => setTimeout(done, wait));
    }
  }

  #until(event) {
    return new Promise((done) => {
      document.addEventListener(event, done, { once: true, signal: this.signal });
      this.signal.addEventListener('abort', done, { once: true });
    });
  }

  /** Where the picture is small no more is asked for; otherwise the appliance knows best. */
  #wish() {
    const width = Math.round(this.element.clientWidth * devicePixelRatio);
    return width >= 64 && width < ENOUGH ? `?width=${Math.max(320, width)}` : '';
  }

  async #read(patience) {
    // The element is put into the page by whoever made this.
    await new Promise((done) => requestAnimationFrame(done));
    const reply = await ask('GET', `/v1/tabs/${segment(this.tab)}/frames${this.#wish()}`, { signal: patience.signal });
    const reader = reply.body.getReader();
    let pieces = new Uint8Array(0);
    let timer = setTimeout(() => patience.abort(), SILENCE);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return;
        clearTimeout(timer);
        timer = setTimeout(() => patience.abort(), SILENCE);
        pieces = join(pieces, value);
        for (let next = take(pieces); next; next = take(pieces)) {
          pieces = next.rest;
          if (!next.header.beat && next.jpeg.length) this.#meet(next);
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Of frames that come faster than they are drawn the newest is drawn. */
  async #meet(frame) {
    this.newest = frame;
    if (this.isDrawing) return;
    this.isDrawing = true;
    while (this.newest && !this.signal.aborted) {
      const { header, jpeg } = this.newest;
      this.newest = null;
      const image = await createImageBitmap(new Blob([jpeg], { type: 'image/jpeg' })).catch(() => null);
      if (!image) continue;
      if (this.canvas.width !== image.width) this.canvas.width = image.width;
      if (this.canvas.height !== image.height) this.canvas.height = image.height;
      this.canvas.getContext('2d', { alpha: false }).drawImage(image, 0, 0);
      image.close();
      this.frame = header;
      this.element.dataset.document = header.document;
      this.#live();
    }
    this.isDrawing = false;
  }

  #live() {
    if (this.shown === 'live') return;
    this.shown = 'live';
    this.element.classList.add('is-live');
    this.said.remove();
    this.element.prepend(this.canvas);
    this.onState('live');
  }

  #say(text, state = 'lost') {
    this.shown = state;
    show(this.said, text);
    this.element.classList.remove('is-live');
    this.canvas.remove();
    this.frame = null;
    if (!this.said.isConnected) this.element.prepend(this.said);
    this.onState(state);
  }
}

function join(left, right) {
  if (left.length === 0) return right;
  const both = new Uint8Array(left.length + right.length);
  both.set(left);
  both.set(right, left.length);
  return both;
}

/** The first whole frame: a length, a header in JSON, a JPEG; null while it is not all there. */
function take(bytes) {
  if (bytes.length < 4) return null;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  if (bytes.length < 4 + length) return null;
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  const end = 4 + length + (header.jpeg ?? 0);
  if (bytes.length < end) return null;
  return { header, jpeg: bytes.slice(4 + length, end), rest: bytes.slice(end) };
}
