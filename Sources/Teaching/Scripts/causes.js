// SPDX-License-Identifier: Apache-2.0
// Tells why an element is there that a person acts on: because the pointer rested somewhere, or something was scrolled.
//
// What can be seen is looked at whenever the page has changed, and never for more than a small share of the time. A rest
// of the pointer, and a scrolling, remembers what could be seen before it; what is acted on later and was not among that
// came because of it. Most rests and most scrolling bring nothing, and are forgotten.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || !understudy.recording || understudy.causes) return;
  const recording = understudy.recording;
  understudy.causes = true;

  // Of every millisecond spent in looking so many more pass without; a hint comes soon after the pointer, a page's answer
  // to scrolling may take longer.
  const SHARE = 15, ELEMENTS = 6000, SOON = 1500, CAUSES = 60;
  let seen = null, cost = 0, looked = 0, timer = 0;
  let since = new WeakMap(), altered = new WeakMap();
  let causes = [], pointer = { x: -1, y: -1 }, turn = { time: -Infinity, way: 'end' };

  // ---- What can be seen -----------------------------------------------------------------------------------------

  function isSeen(element) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0 && box.right + scrollX > 0 && box.bottom + scrollY > 0;
  }

  function look() {
    clearTimeout(timer);
    timer = 0;
    if (!document.body) return;
    const started = performance.now(), before = seen, now = new WeakSet();
    let elements = understudy.roots().flatMap((root) => Array.from(root.querySelectorAll('*')));
    if (elements.length > ELEMENTS) elements = understudy.all(understudy.INTERACTIVE).slice(0, ELEMENTS);
    for (const element of elements) {
      if (!isSeen(element)) continue;
      now.add(element);
      if (before && !before.has(element)) since.set(element, started);
    }
    seen = now;
    looked = performance.now();
    cost = looked - started;
  }

  // At once while that is cheap, otherwise when it is due.
  function refresh() {
    const due = looked + cost * SHARE - performance.now();
    if (due <= 0) look();
    else if (!timer) timer = setTimeout(look, due);
  }

  function note(records) {
    const now = performance.now();
    for (const record of records) {
      if (record.type === 'attributes') continue;
      let node = record.target;
      for (let level = 0; node && level < 4; level += 1, node = node.parentNode) altered.set(node, now);
    }
    refresh();
  }

  const observer = new MutationObserver(note);
  const watch = () => observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

  // ---- What may be the cause of something -----------------------------------------------------------------------

  function add(cause) {
    causes.push({ ...cause, seen, time: performance.now() });
    if (causes.length > CAUSES) causes.shift();
  }

  function rest(event) {
    const isMoved = event.clientX !== pointer.x || event.clientY !== pointer.y;
    pointer = { x: event.clientX, y: event.clientY };
    // What comes under a pointer that stays where it is was not reached for.
    if (!isMoved || event.buttons) return;
    const element = recording.meant(event), last = causes[causes.length - 1];
    if (!element || element === document.body || element === document.documentElement) return;
    if (!seen) look();
    if (!last || last.element !== element) add({ kind: 'hover', element, target: understudy.describe(element) });
    // What shows without a change of the document shows with the next frame.
    requestAnimationFrame(() => setTimeout(refresh, 0));
  }

  // The keys by which a browser scrolls. What they do besides is a step of its own.
  const KEYS = {
    PageDown: () => 'end', End: () => 'end', ArrowDown: () => 'end', ' ': (event) => (event.shiftKey ? 'start' : 'end'),
    PageUp: () => 'start', Home: () => 'start', ArrowUp: () => 'start', ArrowRight: () => 'right', ArrowLeft: () => 'left',
  };

  const turned = (way) => { turn = { time: performance.now(), way }; };

  function scrolled(event) {
    if (performance.now() - turn.time > 1000) return;
    const element = event.target instanceof Element ? event.target : null;
    const known = causes.find((cause) => cause.kind === 'scroll' && cause.element === element);
    if (known) known.way = turn.way;
    else add({ kind: 'scroll', element, way: turn.way, target: element ? understudy.describe(element) : null });
  }

  // ---- Which one it was -----------------------------------------------------------------------------------------

  // The latest that did not know the element: of those after it, it was there already.
  function latest(kind, limit, fits) {
    for (let index = limit - 1; index >= 0; index -= 1) {
      const cause = causes[index];
      if (cause.kind === kind && fits(cause)) return { ...cause, index };
    }
    return null;
  }

  const isWithin = (outer, inner) => !!outer && understudy.contains(outer, inner);

  function causeOf(element, limit) {
    const came = since.get(element) || 0;
    const hover = latest('hover', limit, (cause) => !cause.seen.has(element) && cause.element.isConnected
      && !isWithin(element, cause.element) && came >= cause.time && (isWithin(cause.element, element) || came - cause.time < SOON));
    const scroll = latest('scroll', limit, (cause) => (!cause.element || isWithin(cause.element, element))
      && (!cause.seen.has(element) || (altered.get(element) || 0) > cause.time));
    return hover && scroll && !isWithin(hover.element, element) ? scroll : hover || scroll;
  }

  // What had to happen for an element to be there, first things first.
  function tell(event, element, revealed, limit) {
    const cause = causeOf(element, limit);
    if (!cause) return;
    if (cause.element && cause.kind === 'hover') tell(event, cause.element, cause.target, cause.index);
    if (cause.kind === 'hover') recording.report('hover', event, { target: cause.target, revealed });
    else recording.report('scroll', event, { target: cause.target, to: cause.way, revealed });
  }

  watch();
  understudy.changes.push(watch);
  addEventListener('DOMContentLoaded', look);
  addEventListener('load', look);
  recording.hear({
    pointerover: rest,
    pointermove: rest,
    scroll: scrolled,
    wheel(event) {
      const { deltaX, deltaY } = event, isSideways = Math.abs(deltaX) > Math.abs(deltaY);
      turned(isSideways ? (deltaX < 0 ? 'left' : 'right') : (deltaY < 0 ? 'start' : 'end'));
    },
    keydown(event) {
      // In a field they move the caret, and with Alt the browser goes back.
      const element = understudy.originOf(event);
      if (event.altKey || event.metaKey || (element instanceof Element && understudy.isTextual(element))) return;
      if (Object.hasOwn(KEYS, event.key)) turned(KEYS[event.key](event));
    },
    pointerdown(event) {
      // A move to where it was pressed may be told after the press.
      pointer = { x: event.clientX, y: event.clientY };
      const element = recording.meant(event);
      if (element && causes.length && !(event.buttons & ~3)) {
        look();
        tell(event, element, recording.described(element), causes.length);
      }
      causes = [];
    },
  });
})();
