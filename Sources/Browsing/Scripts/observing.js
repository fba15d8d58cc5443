// SPDX-License-Identifier: Apache-2.0
// Tells whoever looks at the page's picture what must not be read of it: fields that hold secrets, what the page keeps
// for itself, and frames. It only looks; the picture is painted over.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.observed) return;

  const FIELDS = 'input, textarea, [contenteditable]';
  const PRIVATE = '[data-understudy-private]';
  // The viewer of PDF embeds what the page itself is.
  const FRAMES = document.contentType === 'application/pdf'
    ? 'iframe, frame, object, fencedframe' : 'iframe, frame, object, embed, fencedframe';
  const AROUND = 3;

  // On the picture: pinched pages are drawn larger than they are laid out.
  function placed(x, y, width, height) {
    const view = globalThis.visualViewport;
    const scale = view ? view.scale : 1, left = view ? view.offsetLeft : 0, top = view ? view.offsetTop : 0;
    return [(x - left) * scale - AROUND, (y - top) * scale - AROUND, width * scale + 2 * AROUND, height * scale + 2 * AROUND]
      .map((number) => Math.round(number * 4) / 4);
  }

  // What is in an element, wherever it is drawn: it may have no box of its own, and others may stand out of it.
  function partsOf(element) {
    const parts = [];
    for (const node of [element, understudy.rootOf(element)]) {
      if (!node) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      parts.push(range.getClientRects());
      for (const inner of node.querySelectorAll('*')) parts.push(inner.getClientRects());
    }
    return parts;
  }

  // Text may stand out of what is edited in place, and out of what is kept private.
  function boxOf(element) {
    const box = element.getBoundingClientRect();
    if (element.localName === 'input' || element.matches(FRAMES)) return placed(box.x, box.y, box.width, box.height);
    const width = Math.max(box.width, element.scrollWidth || 0), height = Math.max(box.height, element.scrollHeight || 0);
    if (!element.matches(PRIVATE)) return placed(box.x, box.y, width, height);
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    function add(x, y, toX, toY) {
      if (toX <= x || toY <= y) return;
      left = Math.min(left, x), top = Math.min(top, y), right = Math.max(right, toX), bottom = Math.max(bottom, toY);
    }
    add(box.x, box.y, box.x + width, box.y + height);
    for (const rects of partsOf(element)) for (const part of rects) add(part.left, part.top, part.right, part.bottom);
    return left < right ? placed(left, top, right - left, bottom - top) : placed(box.x, box.y, width, height);
  }

  understudy.observedFrame = (element) => boxOf(element);

  const isKept = (field) => understudy.isSecret(field) || (typeof field.value === 'string' && understudy.isCardNumber(field.value));

  function focused() {
    let element = document.activeElement;
    for (let root = element && understudy.rootOf(element); root && root.activeElement; root = element && understudy.rootOf(element)) element = root.activeElement;
    return element;
  }

  understudy.observed = () => {
    const isSettled = understudy.isSettled();
    const field = focused();
    const kept = understudy.all(FIELDS).filter(isKept).concat(understudy.all(PRIVATE));
    const page = document.documentElement, view = globalThis.visualViewport;
    return {
      // What stands in a closed root is known only once the root is.
      settled: isSettled,
      width: innerWidth,
      title: document.title.slice(0, 300),
      typing: Boolean(field && field.matches(FIELDS) && understudy.isSecret(field)),
      layout: [innerWidth, innerHeight, scrollX, scrollY, page ? page.scrollWidth : 0, page ? page.scrollHeight : 0,
        view ? view.scale : 1, view ? view.offsetLeft : 0, view ? view.offsetTop : 0].join(' '),
      kept: kept.map(boxOf),
      frames: understudy.all(FRAMES).map(boxOf),
    };
  };
})();
