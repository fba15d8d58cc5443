// SPDX-License-Identifier: Apache-2.0
// What the row of an element is, which texts are in it, and which of them say what the row is about.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.partsOf) return;
  const { attribute, parentOf, LIMITS } = understudy;

  // ---- Texts of a row -------------------------------------------------------------------------------------------

  const KEY_PARTS = 'th, h1, h2, h3, h4, h5, h6, [role=heading], [role=rowheader], strong, b, dt, legend, a[href], td, [role=gridcell]';

  // Where a part stands in its row: in the second of two cells a name is somebody else's.
  function placeOf(part, scope) {
    const steps = [];
    let column = '';
    for (let node = part; node && node !== scope; node = parentOf(node)) {
      const { index, count } = understudy.placeOf(node);
      // A cell more or less, as of a row that spans others, and the same place is another one.
      steps.unshift(node.localName + ':' + index + 'of' + count);
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

  understudy.keyOfPart = (part) => part.place + '\n' + part.text;

  // The texts in an element that could be what its row is about, the likeliest first.
  understudy.partsOf = (scope, element) => {
    const parts = new Map();
    const add = (part) => {
      if (parts.size >= LIMITS.parts || part === element || part.contains(element) || element.contains(part)) return;
      if (part.matches('option, script, style, button, input, select, textarea')) return;
      const text = understudy.ownWords(part);
      if (!text || text.length > LIMITS.partLength) return;
      const found = { text, place: placeOf(part, scope), isDrawn: !part.textContent.trim() }, key = understudy.keyOfPart(found);
      if (!parts.has(key)) parts.set(key, found);
    };
    for (const part of scope.querySelectorAll(KEY_PARTS)) add(part);
    for (const part of scope.querySelectorAll('*')) if (!part.firstElementChild) add(part);
    return Array.from(parts.values());
  };

  // ---- What says who it is --------------------------------------------------------------------------------------

  const TIME = new RegExp('\\b\\d{1,2}:\\d{2}\\b|\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b\\d{1,2}[./]\\s?\\d{1,2}[./]\\s?\\d{2,4}\\b'
    + '|\\b(ago|today|yesterday|tomorrow|just now|heute|gestern|morgen|hier|ayer|hoy)\\b|\\b(vor|il y a|hace) \\d'
    + '|\\b(jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)[a-zä]*\\.?,? \\d|\\d\\.? (jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)', 'iu');
  const AMOUNT = /^[^\p{L}\p{N}]*([A-Z]{3} ?)?-?\d[\d.,'’ ]*( ?(\p{Sc}|[A-Z]{3}|%))?[^\p{L}\p{N}]*$/u;
  // A number that is a name has many digits, or says so.
  const NUMBER = /^#\s?\d+$|^\d{4,}$/u;
  const STATES = new Set(('active inactive open closed new draft done pending paid unpaid due overdue shipped delivered sent failed error ok yes no on off'
    + ' online offline enabled disabled ready running stopped waiting approved rejected accepted declined cancelled canceled completed complete'
    + ' in progress processing processed available unavailable published unpublished archived expired in stock out of sold out low high normal medium'
    + ' urgent read unread busy away free booked confirmed unconfirmed success warning'
    + ' aktiv inaktiv offen geschlossen neu entwurf erledigt bezahlt unbezahlt fällig überfällig versandt geliefert gesendet fehlgeschlagen fehler ja nein'
    + ' bereit läuft wartet abgelehnt genehmigt storniert abgeschlossen verfügbar ausverkauft').split(' '));

  // Whether a text may be what a row is called by: no time, no amount, no state, which come and go while the row stays.
  understudy.namesRow = (text) => {
    if (TIME.test(text)) return false;
    if (AMOUNT.test(text)) return NUMBER.test(text);
    const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    return words.some((word) => /\p{L}/u.test(word)) ? !words.every((word) => STATES.has(word)) : words.join('').length > 3;
  };

  // ---- The row --------------------------------------------------------------------------------------------------

  const ROWS = 'tr, li, article, [role=row], [role=listitem], [role=article]';
  const NO_LIST = 'nav, [role=navigation], [role=menu], [role=menubar], [role=tablist], [role=tree], [role=presentation], [role=none]';

  // The entry of a table or list that an element is in; null for what only looks like one: a menu, a layout.
  understudy.rowOf = (element) => {
    const row = parentOf(element) && understudy.closest(parentOf(element), ROWS);
    if (!row || understudy.closest(row, NO_LIST) || row.querySelector('ul, ol, table, nav, main, h1')) return null;
    if (row.localName === 'tr' && (row.cells.length < 2 || row.closest('thead, tfoot'))) return null;
    return row.textContent.length <= LIMITS.rowLength ? row : null;
  };

  // Its own letters, where they stand in no element of their own.
  const ownLetters = (row) => understudy.normalise(Array.from(row.childNodes).filter((node) => node.nodeType === Node.TEXT_NODE)
    .map((node) => node.data).join(' ')).slice(0, LIMITS.partLength);

  // What a picture is called says nothing of whom it shows.
  const textsOf = (row, element) => understudy.partsOf(row, element).filter((part) => !part.isDrawn).map((part) => part.text)
    .concat(ownLetters(row) || []);

  const fold = (text) => text.toLowerCase();
  const BETWEEN = ' | ';

  // The texts that a context is made of.
  understudy.rowTexts = (context) => (context || '').split(BETWEEN).filter(Boolean);

  // What an entry is called by: its texts up to the first with a number, or two. The words before a value say what kind of
  // thing it is, and are the same in each entry; the head of a row may be its name or such words, and counts for neither.
  function namesOf(row, element) {
    const labels = Array.from(row.querySelectorAll('dt'), understudy.ownWords);
    const heads = Array.from(row.querySelectorAll('th[scope=row], [role=rowheader]'), understudy.ownWords);
    const names = [];
    let rest = 2;
    for (const text of textsOf(row, element)) {
      if (!understudy.namesRow(text) || text.endsWith(':') || labels.includes(text) || names.some((one) => one.includes(text))) continue;
      names.push(text);
      if (/\d/u.test(text)) break;
      if (!heads.includes(text)) rest -= 1;
      if (!rest) break;
    }
    return names;
  }

  const TITLES = 'th, h1, h2, h3, h4, h5, h6, [role=heading], [role=rowheader], dt, legend, caption';

  // Whether an element's own name says which entry is meant: one in an entry's title, or one whose like in each other entry
  // bears another name.
  function namesItsRow(element, row, name) {
    const title = understudy.closest(element, TITLES);
    if (title && row.contains(title)) return true;
    const steps = [];
    for (let node = element; node !== row; node = parentOf(node)) steps.unshift(Array.from(node.parentNode.children).indexOf(node));
    const likeIn = (other) => steps.reduce((node, step) => node && node.children[step], other);
    const others = Array.from(row.parentNode.children).filter((other) => other !== row && other.localName === row.localName).slice(0, LIMITS.twins)
      .map(likeIn).filter((other) => other && other.localName === element.localName).map((other) => understudy.nameOf(other).toLowerCase());
    return !!name && others.length > 0 && new Set([...others, name]).size === others.length + 1;
  }

  // What the only entry of a list is about, for an element of it that has no like on the page; `depth` says how far up the
  // entry is. Nothing where the element's own name says it.
  understudy.rowContext = (element) => {
    const nothing = { text: '', place: '', depth: 0 }, row = understudy.rowOf(element);
    if (!row) return nothing;
    const name = understudy.normalise(understudy.nameOf(element)).toLowerCase();
    const names = namesOf(row, element);
    if (!names.length || name.includes(fold(names[0])) || namesItsRow(element, row, name)) return nothing;
    // A form that is laid out as a table has its fields' labels there.
    if (understudy.isField(element) && new Set(textsOf(row, element)).size === 1) return nothing;
    let depth = 0;
    for (let node = element; node && node !== row; node = parentOf(node)) depth += 1;
    return { text: names.join(BETWEEN), place: '', depth };
  };

  // Whether it was the only one of its name, in an entry that was about something.
  understudy.isLone = (recorded) => !!recorded.context && ((recorded.counts || {}).name || 1) === 1;

  // Whether the entry around an element is about the same as then; where there are no entries any more, what was as far up.
  understudy.hasRowContext = (element, recorded) => {
    let scope = understudy.rowOf(element);
    if (!scope) for (let level = (recorded.counts || {}).depth || 0, node = parentOf(element); level > 0 && node; level -= 1, node = parentOf(node)) scope = node;
    if (!scope) return false;
    const texts = textsOf(scope, element).map(fold).flatMap((text) => [text, ...understudy.rowTexts(text)]);
    return understudy.rowTexts(fold(recorded.context)).every((one) => texts.includes(one));
  };

  // What an entry is about, for telling whether it has become another; empty for none.
  understudy.rowWords = (element) => {
    const row = understudy.rowOf(element);
    return row ? namesOf(row, element).join(BETWEEN) : '';
  };
})();
