// SPDX-License-Identifier: Apache-2.0
// Watches the very input that the appliance sends, and stops it before the page sees it when something else would get it.
//
// The listeners are there before any of the page's, and do nothing until they are armed.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.guard) return;
  const fitness = understudy.fitness;

  const POINTER = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'contextmenu', 'auxclick', 'dblclick'];
  const KEYBOARD = ['keydown', 'keypress', 'keyup', 'beforeinput'];
  let armed = null;

  const tell = (word) => understudyReplay(JSON.stringify({ guard: armed.number, ...word }));

  function onPointer(event) {
    const hit = understudy.originOf(event);
    if (armed.isClosed) return refuse(event, hit);
    if (armed.verdict === null) {
      armed.verdict = fitness.reaches(armed.element, hit) && understudy.isStill(armed.element, armed.target);
      armed.box = fitness.boxOf(armed.element);
      if (!armed.verdict) tell({ hit: false, got: fitness.describe(hit) });
    }
    // Of a drag only the press must be the target's; what follows goes wherever it goes.
    if (armed.verdict && armed.wanted === 0 && !armed.told) { armed.told = true; tell({ hit: true }); }
    if (event.type === 'pointerdown' && armed.clicks > 0 && !armed.told) {
      // The second of two clicks: what is under the pointer may be something else by now.
      armed.verdict = fitness.reaches(armed.element, hit);
      if (!armed.verdict) { armed.told = true; tell({ hit: true, moved: true }); }
    }
    if (!armed.verdict) return stop(event);
    // The press was the target's; a page may still let no click come of it, by moving the target away from under it.
    if (['click', 'contextmenu', 'auxclick'].includes(event.type) && !armed.told) {
      armed.clicks += 1;
      if (armed.clicks >= armed.wanted) land(fitness.reaches(armed.element, hit));
    }
    if (event.type === 'mouseup' && armed.clicks + 1 >= armed.wanted) { const watch = armed; setTimeout(() => { if (armed === watch && !watch.told) land(false); }, 0); }
    return undefined;
  }

  // Input that is meant for a frame in this document reaches the document only by mistake.
  function refuse(event, hit) {
    if (!armed.told) { armed.told = true; tell({ hit: false, got: fitness.describe(hit) }); }
    return stop(event);
  }

  function land(isClicked) {
    armed.told = true;
    const element = armed.element;
    const isThere = element.isConnected && fitness.isVisible(element);
    tell({ hit: true, moved: !isClicked && isThere && fitness.boxOf(element) !== armed.box });
  }

  const isForTarget = (hit) => (armed.isPage ? hit === document.body || hit === document.documentElement
    : understudy.contains(armed.element, hit) || !armed.element.isConnected);

  function onKeyboard(event) {
    const hit = understudy.originOf(event);
    if (armed.isClosed) return refuse(event, hit);
    if (armed.verdict === null) {
      // A field may change its words when it takes the focus; a button that does is another one.
      armed.verdict = armed.isPage ? isForTarget(hit)
        : understudy.contains(armed.element, hit)
          && (understudy.isTextual(armed.element) || understudy.isStill(armed.element, armed.target));
      tell({ hit: armed.verdict, got: fitness.describe(hit) });
    }
    // A page may take the focus elsewhere in the middle of a text: the rest of it is nobody else's. What one key does, also
    // in a field that the page brings the focus to because of it, is as a person would have it.
    else if (event.type === 'keydown' && !isForTarget(hit)) armed.verdict = false;
    if (!armed.verdict) stop(event);
    return undefined;
  }

  function stop(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  const hear = (kind, handle) => (event) => { if (armed && armed.kind === kind && event.isTrusted) handle(event); };
  const onPointerEvent = hear('pointer', onPointer), onKeyboardEvent = hear('keyboard', onKeyboard);

  // A page that writes its document anew takes every listener away; adding one that is still there changes nothing.
  function listen() {
    for (const type of POINTER) addEventListener(type, onPointerEvent, true);
    for (const type of KEYBOARD) addEventListener(type, onKeyboardEvent, true);
  }
  listen();

  understudy.guard = {
    // From now on the first real event of this kind must reach the element; the input is over after so many clicks,
    // or with none at the press.
    arm(element, target, kind, number, wanted) {
      listen();
      armed = { element, target, kind, number, wanted, clicks: 0, verdict: null, told: false, box: '' };
    },
    // From now on the first key must reach this document, and nothing in it.
    armPage(number) {
      listen();
      armed = { element: document.documentElement, isPage: true, kind: 'keyboard', number, verdict: null };
    },
    // From now on no real event of this kind may reach this document at all: it is meant for a frame.
    close(kind, number) {
      listen();
      armed = { kind, number, isClosed: true, told: false };
    },
    // Nothing is watched for any more: whoever is at the keyboard now is meant.
    disarm() { armed = null; },
    // The element of the input with this number, once it is over.
    release(number) {
      if (!armed || armed.number !== number) return null;
      const element = armed.element;
      armed = null;
      return element;
    },
    // Whether keys go to the target: to it, or to the page when it takes no focus.
    isFocused(number) {
      if (!armed || armed.number !== number || !document.hasFocus()) return false;
      const focused = fitness.focused();
      if (focused && understudy.isFrame(focused)) return false;
      return armed.element.tabIndex < 0 || (!!focused && understudy.contains(armed.element, focused));
    },
    // Whether a pointer that rests at a point is over the target, or over what has come of it.
    isUnder(number, point) {
      return !!armed && armed.number === number
        && (!armed.element.isConnected || fitness.reaches(armed.element, fitness.topElementAt(point)));
    },
    // Whether a pointer that has just come to a point would still press the target there.
    isAimed(number, point) {
      return !!armed && armed.number === number && fitness.reaches(armed.element, fitness.topElementAt(point))
        && understudy.isStill(armed.element, armed.target);
    },
  };
})();
