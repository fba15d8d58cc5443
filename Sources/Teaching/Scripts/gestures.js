// SPDX-License-Identifier: Apache-2.0
// Tells what a person drags, from where, which way, and onto what.
//
// A drag is a press, a way and a release of which the page made something. Where text was marked, or a button was
// clicked by an unsteady hand, there was none.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || !understudy.recording || understudy.gestures) return;
  const recording = understudy.recording, gestures = (understudy.gestures = {});

  const SLACK = 8, POINTS = 20, CLIMB = 4, LATE = 150, LONG = 500, LONGEST = 3000;
  const CONTROL = 'a[href], button, summary, option, label, input, [role=button], [role=link], [role=tab], [role=option], [role^=menuitem]';
  let drag = null, dragged = null;

  // ---- Where it began -------------------------------------------------------------------------------------------

  // Fields mark text when the pointer is pulled over them, and lists and ranges tell of their value by themselves.
  const isOwn = (element) => element.matches('select, option, input, textarea') || element.isContentEditable;

  function begin(event) {
    dragged = null; // Another press: the click that comes of it is its own.
    drag = null;
    if (event.button !== 0 || !event.isPrimary) return;
    const element = recording.meant(event), raw = understudy.originOf(event);
    if (!element || isOwn(element)) return;
    drag = { presses: [event], began: event.timeStamp, hold: 0, x: event.clientX, y: event.clientY, points: [], met: new Map(), sources: [] };
    const carried = understudy.closest(raw, '[draggable=true]');
    takeSource(carried && understudy.contains(element, carried) === false && !element.matches(CONTROL) ? carried : element, element);
    drag.observer = new MutationObserver((records) => drag && note(records));
    drag.observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    drag.added = new WeakSet();
    drag.removed = new WeakSet();
  }

  // `known` was described when the button went down.
  function takeSource(element, known) {
    const box = element.getBoundingClientRect();
    drag.source = { element, box, target: element === known ? recording.described(element) : understudy.describe(element), place: shareOf(box, drag.x, drag.y) };
  }

  const shareOf = (box, x, y) => [(x - box.left) / (box.width || 1), (y - box.top) / (box.height || 1)]
    .map((share) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000);

  function note(records) {
    for (const record of records) {
      for (const node of record.removedNodes) drag.removed.add(node);
      for (const node of record.addedNodes) if (!drag.removed.has(node)) drag.added.add(node);
      drag.isChanged = true;
      if (!drag.isMoved) drag.late = performance.now();
    }
  }

  // ---- The way --------------------------------------------------------------------------------------------------

  function move(event) {
    if (!drag || (event.type === 'pointermove' && !(event.buttons & 1))) return;
    const x = event.clientX, y = event.clientY, last = drag.points[drag.points.length - 1];
    if (last && Math.hypot(x - last.x, y - last.y) < 2) return;
    note(drag.observer.takeRecords());
    drag.points.push({ x, y });
    if (Math.hypot(x - drag.x, y - drag.y) > SLACK) leave(event);
    if (drag.isMoved) meet(x, y, understudy.originOf(event));
  }

  // A hand that rests trembles: it holds until it has gone further than that.
  function leave(event) {
    if (!drag.isMoved) drag.hold = holdBefore(event);
    drag.isMoved = true;
  }

  // A page may take up only what is held for a while: it shows that, or else the hand was still for long. Other pauses are
  // the person's own.
  function holdBefore(event) {
    const held = event.timeStamp - drag.began;
    if (held < LONG && !(drag.late && drag.late - drag.began >= LATE)) return 0;
    return Math.min(LONGEST, Math.ceil(held / 100) * 100);
  }

  // What the pointer comes over is described when it is met: a list may be in another order when the way is over.
  function meet(x, y, hit) {
    const element = [hit, ...document.elementsFromPoint(x, y)].find(isOther);
    if (element && !drag.met.has(element)) drag.met.set(element, placeOf(element));
  }

  // Neither what is dragged, nor what is around it, nor a likeness of it that was made for the way.
  function isOther(node) {
    if (!(node instanceof Element) || node === document.body || node === document.documentElement) return false;
    const source = drag.source.element;
    if (understudy.contains(source, node) || understudy.contains(node, source)) return false;
    for (let place = node; place; place = understudy.parentOf(place)) if (drag.added.has(place)) return false;
    return true;
  }

  // The element, or what is around it, as something that can be told from its like; null when nothing can be.
  function placeOf(element) {
    let node = element;
    for (let level = 0; node && level < CLIMB && isOther(node); level += 1, node = understudy.parentOf(node)) {
      const target = understudy.describe(node), { name, role, counts, context } = target.fingerprint;
      const isMarked = Object.keys(counts).some((key) => key.startsWith('@') && counts[key] === 1);
      const isNamed = name && (role !== 'generic' || counts.name === 1) && (counts.name === 1 || context);
      if (target.locators.length && (isMarked || isNamed)) return { element: node, target, box: node.getBoundingClientRect() };
    }
    return null;
  }

  // ---- The end --------------------------------------------------------------------------------------------------

  function end(event, isDrop) {
    const done = drag;
    if (!done) return;
    note(done.observer.takeRecords());
    done.observer.disconnect();
    const at = isDrop ? { x: event.clientX, y: event.clientY } : event;
    if (event.type === 'pointerup') move(event);
    drag = null;
    if (!done.isMoved) return;
    if (!isMeant(done, event)) {
      // The click at the end of text that was marked is none.
      if (isMarked() && !done.source.element.matches(CONTROL)) dragged = { at: event.timeStamp };
      return;
    }
    dragged = { at: event.timeStamp };
    recording.forgetPress();
    const last = done.points[done.points.length - 1] || at;
    tell(done, event, last);
  }

  function isMeant(done, event) {
    if (done.isCarried) return true;
    const { element, box } = done.source;
    if (element.matches(CONTROL) && element.isConnected) {
      const now = element.getBoundingClientRect();
      const isStill = now.left === box.left && now.top === box.top;
      const isInside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
      if (isStill && isInside) return false;
    }
    if (element.localName === 'canvas' || done.isCaptured || done.presses.some((press) => press.defaultPrevented)) return true;
    return done.isChanged && !isMarked();
  }

  function isMarked() {
    const selection = getSelection();
    return !!selection && selection.type === 'Range';
  }

  function dropOf(done, last) {
    if (done.source.element.localName === 'canvas' || done.source.target.fingerprint.role === 'slider') return null;
    const isInside = (met) => last.x >= met.box.left && last.x <= met.box.right && last.y >= met.box.top && last.y <= met.box.bottom;
    return Array.from(done.met.values()).filter((met) => met && isInside(met)).pop() || null;
  }

  function tell(done, event, last) {
    const met = dropOf(done, last);
    recording.report('drag', event, {
      target: done.source.target, place: done.source.place, hold: done.hold || undefined, drop: met ? met.target : null,
      drop_place: met ? shareOf(met.box, last.x, last.y) : [0.5, 0.5], path: thinned(done, last),
    });
  }

  function thinned(done, last) {
    const points = done.points.filter((point) => point !== last), step = Math.max(1, Math.ceil(points.length / (POINTS - 1)));
    return points.filter((point, index) => index % step === 0).concat([last])
      .map((point) => [Math.round(point.x - done.x), Math.round(point.y - done.y)]);
  }

  // The click that the browser makes of a press and a release, whatever was between them.
  recording.isDragged = (event) => !!dragged && event.timeStamp - dragged.at < 50;

  recording.hear({
    pointerdown: begin,
    mousedown(event) { if (drag) drag.presses.push(event); },
    gotpointercapture() { if (drag) drag.isCaptured = true; },
    pointermove: move,
    dragstart(event) {
      if (!drag) return;
      const element = understudy.originOf(event);
      if (element instanceof Element && element !== drag.source.element) takeSource(element);
      note(drag.observer.takeRecords());
      leave(event);
      drag.isCarried = true;
    },
    dragover: move,
    drop(event) { move(event); end(event, true); },
    dragend(event) {
      // A list may be put in order on the way, and need no drop.
      if (drag) { note(drag.observer.takeRecords()); if (drag.isChanged && !drag.isGivenUp) end(event, true); else cancel(); }
    },
    pointerup(event) { end(event, false); },
    pointercancel() { if (drag && !drag.isCarried) cancel(); },
    keydown(event) { if (drag && event.key === 'Escape') drag.isGivenUp = true; },
  });

  function cancel() {
    if (drag) drag.observer.disconnect();
    drag = null;
  }
})();
