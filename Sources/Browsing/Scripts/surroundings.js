// SPDX-License-Identifier: Apache-2.0
// What stands around an element and sets it apart from its namesakes: its heading, its form, and the words of its row.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.headingOf) return;
  const { attribute, normalise, parentOf, partsOf, keyOfPart, LIMITS } = understudy;

  const HEADINGS = 'h1, h2, h3, h4, h5, h6, [role=heading], legend, caption';

  // A group's or a table's heading is only for what is in it.
  const headingsIn = understudy.kept((scope) => Array.from(scope.querySelectorAll(HEADINGS),
    (heading) => ({ heading, group: heading.matches('legend, caption') ? heading.parentElement : null })));

  understudy.headingOf = understudy.kept((element) => {
    for (let scope = parentOf(element); scope; scope = parentOf(scope)) {
      let found = null;
      for (const { heading, group } of headingsIn(scope)) {
        if (heading.contains(element) || (group && !group.contains(element))) continue;
        if (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) found = heading;
      }
      if (found) return understudy.ownWords(found);
      if (scope.matches('main, body, dialog, [role=dialog]')) break;
    }
    return '';
  });

  understudy.formOf = function formOf(element) {
    const form = understudy.closest(element, 'form, [role=form], [role=search], dialog, [role=dialog]');
    return form ? normalise(understudy.labelOf(form) || attribute(form, 'name')) : '';
  };

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

  // The nearest twins in the order of the page; more of them say nothing new and would cost the person's time.
  function nearest(twins, element) {
    const place = twins.indexOf(element);
    const from = Math.max(0, Math.min(place - LIMITS.rows / 2, twins.length - LIMITS.rows));
    return twins.slice(from, from + LIMITS.rows);
  }

  // A text in the element's own surroundings that no twin has in that place, and how far around the element it was looked
  // for. What has no twin is told by its entry in a list, because the next entry's may stand there alone one day.
  understudy.contextOf = (element, twins) => {
    const nothing = { text: '', place: '', depth: 0 };
    if (twins.length < 2) return understudy.rowContext(element);
    const scopeOf = scopesOf(twins), own = scopeOf(element);
    if (own.scope === element) return nothing;
    const taken = new Set(), columns = columnsOf();
    for (const twin of nearest(twins, element)) {
      const parts = partsOf(scopeOf(twin).scope, twin);
      columns.add(parts);
      if (twin !== element) for (const part of parts) taken.add(keyOfPart(part));
    }
    const free = partsOf(own.scope, element).filter((part) => !taken.has(keyOfPart(part)));
    const best = likeliest(free, columns) || { text: boxMarks(element, own.scope)[0] || '', place: '' };
    return { text: best.text, place: best.place, depth: own.depth };
  };

  // In which places each row has another text.
  function columnsOf() {
    const seen = new Map();
    return {
      add: (parts) => {
        for (const { place, text } of parts) {
          const column = seen.get(place) || { rows: 0, texts: new Set() };
          column.rows += 1;
          column.texts.add(text);
          seen.set(place, column);
        }
      },
      isUnique: (place) => { const column = seen.get(place); return !!column && column.rows > 1 && column.texts.size === column.rows; },
    };
  }

  // A name of the row, before what may be its alone by chance; then what is another in each row; then what has letters.
  function likeliest(parts, columns) {
    const rank = (part) => (understudy.namesRow(part.text) ? 4 : 0) + (columns.isUnique(part.place) ? 2 : 0) + (/\p{L}/u.test(part.text) ? 1 : 0);
    return parts.reduce((best, part) => (!best || rank(part) > rank(best) ? part : best), null);
  }

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
    // What was the only one of its name is told by several texts of its entry, wherever they stand in it.
    const pieces = place ? [] : understudy.rowTexts(context);
    const holds = (parts) => parts.some(isIt) || (pieces.length > 1 && pieces.every((one) => parts.some((part) => part.text === one)));
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
    if (!holds(partsOf(scope, element))) return false;
    // Most twins are told at a glance; a picture's words are in no text.
    const words = (pieces.length > 1 ? pieces.join(' ') : context).split(' ');
    const mayHold = (scope) => scope.querySelector('[alt], [aria-label], [title]') || words.every((word) => scope.textContent.includes(word));
    return isAlone || !twins.some((twin) => {
      const other = around(twin);
      return twin !== element && mayHold(other) && holds(partsOf(other, twin));
    });
  };
})();
