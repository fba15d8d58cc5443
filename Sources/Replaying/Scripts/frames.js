// SPDX-License-Identifier: Apache-2.0
// Leads input through a frame: finds the element that shows it, and says where on this page a place of the frame lies.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.frameElement) return;
  const fitness = understudy.fitness;

  // The proved element, or null.
  understudy.frameElement = (request) => understudy.resolve(request.target).element || null;

  // How the frame's own places lie on this page: shifted and scaled. What else a page may do to a frame (turn it) leads
  // the input elsewhere, where the frame's guard stops it.
  function mappingOf(element) {
    const box = element.getBoundingClientRect(), style = getComputedStyle(element);
    const scaleX = box.width / (element.offsetWidth || 1), scaleY = box.height / (element.offsetHeight || 1);
    return {
      x: box.left + (element.clientLeft + parseFloat(style.paddingLeft)) * scaleX,
      y: box.top + (element.clientTop + parseFloat(style.paddingTop)) * scaleY, scaleX, scaleY,
    };
  }

  const placed = ({ x, y, scaleX, scaleY }, point) => ({ x: x + point.x * scaleX, y: y + point.y * scaleY });

  const boxOf = (node) => {
    if (node !== document.scrollingElement) return node.getBoundingClientRect();
    return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  };

  const scrolls = (node) => node === document.scrollingElement || /auto|scroll|overlay/u.test(getComputedStyle(node).overflow);

  // Scrolls whatever is around the frame until the place is in view; a frame may be taller than what is seen of it.
  function reveal(element, point) {
    for (let node = understudy.parentOf(element); node; node = understudy.parentOf(node)) {
      if (!scrolls(node)) continue;
      const at = placed(mappingOf(element), point), box = boxOf(node);
      const left = at.x < box.left || at.x >= box.right ? at.x - (box.left + box.right) / 2 : 0;
      const top = at.y < box.top || at.y >= box.bottom ? at.y - (box.top + box.bottom) / 2 : 0;
      if (left || top) node.scrollBy({ left, top, behavior: 'instant' });
    }
  }

  const nextFrame = () => new Promise((done) => {
    const timer = setTimeout(done, 100);
    requestAnimationFrame(() => { clearTimeout(timer); done(); });
  });

  // Waits until a place of the frame can be pointed at here, and keeps input of this kind from this document from then
  // on. `request`: { target, kind: 'pointer' or 'keyboard', guard: number, point: in the frame's own places, or none,
  // for: milliseconds }
  understudy.leadIn = async (request) => {
    const until = performance.now() + request.for;
    let last = '', answer = null;
    for (let attempts = 1; ; attempts += 1) {
      answer = examine(request, last);
      last = answer.box || '';
      if (answer.status !== 'waiting') break;
      if (performance.now() >= until) { answer.status = 'refused'; break; }
      await nextFrame();
    }
    if (answer.status === 'ready' && request.kind) understudy.guard.close(request.kind, request.guard);
    return answer;
  };

  const waiting = (found, code, detail, box) => ({ status: 'waiting', code, detail, box, matches: found.matches, tried: found.tried });

  function examine(request, last) {
    const found = understudy.resolve(request.target), element = found.element;
    if (!element) return waiting(found, found.code);
    if (!fitness.isVisible(element)) return waiting(found, 'not_visible', 'its frame has no visible box');
    const ready = { status: 'ready', matches: found.matches, tried: found.tried };
    if (!request.point) return { ...ready, mapping: mappingOf(element) };
    reveal(element, request.point);
    const box = fitness.boxOf(element);
    if (box !== last) return waiting(found, 'not_stable', 'its frame is still moving', box);
    const mapping = mappingOf(element), top = fitness.topElementAt(placed(mapping, request.point));
    if (top === element) return { ...ready, mapping };
    return waiting(found, 'covered', 'another element, ' + fitness.describe(top) + ', is in front of its frame', box);
  }

  // Keeps input of this kind from this document: it is meant for another one.
  understudy.keepOut = (request) => { understudy.guard.close(request.kind, request.guard); };

  // Whether keys go to the element that waits for them.
  understudy.holdsFocus = (request) => ({ focused: understudy.guard.isFocused(request.guard) });

  // Takes the keys for this document, with nothing in it in focus, and watches that they come so. Another process may have
  // the focus, and then it takes a while. `request`: { guard: number, for: milliseconds }
  understudy.takeKeys = async (request) => {
    const until = performance.now() + request.for;
    for (;;) {
      window.focus();
      const focused = fitness.focused();
      if (focused && focused !== document.body) focused.blur();
      if (document.hasFocus()) break;
      if (performance.now() >= until) return { status: 'refused', code: 'not_focused', detail: 'another frame takes the focus' };
      await nextFrame();
    }
    understudy.guard.armPage(request.guard);
    return { status: 'ready' };
  };

  // Ends what `leadIn` or `keepOut` began.
  understudy.leadOut = (request) => { understudy.guard.release(request.guard); };

  // Whether a place of the frame is still seen there.
  understudy.isLedIn = (request) => {
    const element = understudy.resolve(request.target).element;
    if (!element) return { aimed: false };
    const mapping = mappingOf(element);
    return { mapping, aimed: fitness.topElementAt(placed(mapping, request.point)) === element };
  };
})();
