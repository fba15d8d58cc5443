// SPDX-License-Identifier: Apache-2.0
// What stands around an element and sets it apart from its namesakes: its heading, its form, and the words of its row.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.headingOf) return;
  const { attribute, normalise, parentOf } = understudy;

  const HEADINGS = 'h1, h2, h3, h4, h5, h6, [role=heading], legend, caption';

  understudy.headingOf = function headingOf(element) {
    for (let scope = parentOf(element); scope; scope = parentOf(scope)) {
      let found = null;
      for (const heading of scope.querySelectorAll(HEADINGS)) {
        if (heading.contains(element)) continue;
        // A group's or a table's heading is only for what is in it.
        if (heading.matches('legend, caption') && !heading.parentElement.contains(element)) continue;
        if (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) found = heading;
      }
      if (found) return understudy.ownWords(found);
      if (scope.matches('main, body, dialog, [role=dialog]')) break;
    }
    return '';
  };

  understudy.formOf = function formOf(element) {
    const form = understudy.closest(element, 'form, [role=form], [role=search], dialog, [role=dialog]');
    return form ? normalise(understudy.labelOf(form) || attribute(form, 'name')) : '';
  };

  const KEY_PARTS = 'th, h1, h2, h3, h4, h5, h6, [role=heading], [role=rowheader], strong, b, dt, legend, a[href], td, [role=gridcell]';
  const PART_LIMIT = 40;

  // Where a part stands in its row: in the second of two cells a name is somebody else's.
  function placeOf(part, scope) {
    const steps = [];
    let column = '';
    for (let node = part; node && node !== scope; node = parentOf(node)) {
      const alike = Array.from(node.parentNode.children).filter((other) => other.localName === node.localName);
      // A cell more or less, as of a row that spans others, and the same place is another one.
      steps.unshift(node.localName + ':' + alike.indexOf(node) + 'of' + alike.length);
      if (node instanceof HTMLTableCellElement) column = columnOf(node);
    }
    return steps.join('/') + (column && '|' + column);
  }

  // What the head of a table calls a cell's column.
  function columnOf(cell) {
    const table = cell.closest('table'), head = table && (table.tHead ? table.tHead.rows[0] : table.rows[0]);
    // A first row with other cells than heads is about something itself.
    if (!head || head.contains(cell) || Array.from(head.cells).some((other) => other.localName !== 'th')) return '';
    const title = head.cells[cell.cellIndex];
    return title ? understudy.ownWords(title) : '';
  }

  const keyOf = (part) => part.place + '\n' + part.text;

  // The texts in an element that could be what its row is about, the likeliest first.
  function partsOf(scope, element) {
    const parts = new Map();
    const add = (part) => {
      if (parts.size >= PART_LIMIT || part === element || part.contains(element) || element.contains(part)) return;
      if (part.matches('option, script, style, button, input, select, textarea')) return;
      const text = understudy.ownWords(part);
      if (!text || text.length > 80) return;
      const found = { text, place: placeOf(part, scope) };
      if (!parts.has(keyOf(found))) parts.set(keyOf(found), found);
    };
    for (const part of scope.querySelectorAll(KEY_PARTS)) add(part);
    for (const part of scope.querySelectorAll('*')) if (!part.firstElementChild) add(part);
    return Array.from(parts.values());
  }

  // The widest surroundings of each twin that hold no other twin.
  function scopesOf(twins) {
    const held = new Map();
    for (const twin of twins) for (let node = parentOf(twin); node; node = parentOf(node)) held.set(node, (held.get(node) || 0) + 1);
    return (element) => {
      let scope = element, depth = 0;
      for (let node = parentOf(element); node && held.get(node) === 1 && node !== document.body; node = parentOf(node)) {
        scope = node;
        depth += 1;
      }
      return { scope, depth };
    };
  }

  const TWIN_LIMIT = 400;

  // The nearest twins in the order of the page; more of them say nothing new and would cost the person's time.
  function nearest(twins, element) {
    const place = twins.indexOf(element);
    const from = Math.max(0, Math.min(place - TWIN_LIMIT / 2, twins.length - TWIN_LIMIT));
    return twins.slice(from, from + TWIN_LIMIT);
  }

  // A text in the element's own surroundings that no twin has in that place, and how far around the element it was looked for.
  understudy.contextOf = (element, twins) => {
    const nothing = { text: '', place: '', depth: 0 };
    if (twins.length < 2) return nothing;
    const scopeOf = scopesOf(twins), own = scopeOf(element);
    if (own.scope === element) return nothing;
    const taken = new Set();
    for (const twin of nearest(twins, element)) {
      if (twin === element) continue;
      for (const part of partsOf(scopeOf(twin).scope, twin)) taken.add(keyOf(part));
    }
    const free = partsOf(own.scope, element).filter((part) => !taken.has(keyOf(part)));
    const best = free.find((part) => /\p{L}/u.test(part.text)) || free[0] || { text: boxMarks(element, own.scope)[0] || '', place: '' };
    return { ...best, depth: own.depth };
  };

  // Where no words set it apart: a box around it that has an id of its own and holds no twin.
  function boxMarks(element, scope) {
    const marks = [];
    for (let node = parentOf(element); node; node = parentOf(node)) {
      for (const name of [...understudy.TEST_IDS, 'id']) {
        const value = attribute(node, name);
        if (value && !understudy.looksGenerated(value) && understudy.sharing(node, name, value) === 1) marks.push('@' + name + '=' + value);
      }
      if (node === scope) break;
    }
    return marks;
  }

  // Whether a recorded context still stands around an element, in its place, and around none of its twins.
  understudy.hasContext = (element, twins, context, depth, place) => {
    const isIt = (part) => part.text === context && (!place || part.place === place);
    const isAlone = twins.length < 2, scopeOf = scopesOf(twins);
    // As far around as when it was recorded, and no further than the twins allow.
    const around = (one) => {
      const widest = isAlone ? depth : scopeOf(one).depth;
      let scope = one;
      for (let level = Math.min(depth || widest, widest); level > 0 && parentOf(scope); level -= 1) scope = parentOf(scope);
      return scope;
    };
    const scope = around(element);
    if (scope === element) return false;
    if (context.startsWith('@')) return boxMarks(element, scope).includes(context);
    if (!partsOf(scope, element).some(isIt)) return false;
    // Most twins are told at a glance; a picture's words are in no text.
    const words = context.split(' ');
    const mayHold = (scope) => scope.querySelector('[alt], [aria-label], [title]') || words.every((word) => scope.textContent.includes(word));
    return isAlone || !twins.some((twin) => {
      const other = around(twin);
      return twin !== element && mayHold(other) && partsOf(other, twin).some(isIt);
    });
  };
})();
