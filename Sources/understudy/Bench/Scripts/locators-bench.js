// SPDX-License-Identifier: Apache-2.0
// The page's side of the locator benchmark: asks the cascade and the methods it is compared with, and judges what they
// find against the page's answer key. Only this script reads the key.
(() => {
  'use strict';
  const understudy = globalThis.understudy, bench = (understudy.bench = {});

  const keyed = (key) => Array.from(document.querySelectorAll('*')).find((element) => element.__bench === key) || null;

  // What a click on the middle of an element hits.
  function middle(element) {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const box = element.getBoundingClientRect();
    return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  }

  // Whether a click on either hits both.
  function isSame(found, truth) {
    if (found === truth) return true;
    if (!found || !truth || !(found.contains(truth) || truth.contains(found))) return false;
    const one = middle(found), other = middle(truth);
    return found.contains(one) && truth.contains(one) && found.contains(other) && truth.contains(other);
  }

  // ---- The methods it is compared with --------------------------------------------------------------------------

  const XHTML = 'http://www.w3.org/1999/xhtml';

  function absolutePath(element) {
    const steps = [];
    for (let node = element; node; node = node.parentElement) {
      const alike = node.parentElement ? Array.from(node.parentElement.children).filter((other) => other.localName === node.localName) : [node];
      const name = node.namespaceURI === XHTML ? node.localName : "*[local-name()='" + node.localName + "']";
      steps.unshift(name + '[' + (alike.indexOf(node) + 1) + ']');
    }
    return '/' + steps.join('/');
  }

  const firstByPath = (path) => document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;

  // As browsers' own tools write one: the nearest id, and places below it.
  function uniqueCSS(element) {
    const steps = [];
    for (let node = element; node && node !== document.documentElement; node = node.parentElement) {
      if (node.id && document.querySelectorAll('#' + CSS.escape(node.id)).length === 1) {
        steps.unshift('#' + CSS.escape(node.id));
        return steps.join(' > ');
      }
      const alike = Array.from(node.parentElement.children);
      steps.unshift(CSS.escape(node.localName) + ':nth-child(' + (alike.indexOf(node) + 1) + ')');
    }
    return ['html', ...steps].join(' > ');
  }

  // Similo (TOSEM 2022): fourteen properties with two weights, the best of all visible elements, and never "not found".
  const SIMILO = 'input, textarea, button, select, a, h1, h2, h3, h4, h5, li, span, div, p, th, tr, td, label, svg';
  const plain = (text) => String(text || '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

  function levenshtein(left, right) {
    const a = plain(left).slice(0, 200), b = plain(right).slice(0, 200), longer = Math.max(a.length, b.length);
    if (!longer) return 0;
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return (longer - row[b.length]) / longer;
  }

  function visibleText(element) {
    const text = (element.innerText || element.value || element.placeholder || '').trim();
    return /\n/u.test(text) || text.length < 3 || text.length > 50 ? '' : text;
  }

  const isButton = (element) => element.localName === 'button' || (element.localName === 'input' && ['button', 'submit', 'reset'].includes(element.type))
    || (element.localName === 'a' && /btn/u.test(element.className));

  function idPath(element) {
    for (let node = element, path = ''; node; node = node.parentElement) {
      if (node.id) return "//*[@id='" + node.id + "']" + path;
      const alike = node.parentElement ? Array.from(node.parentElement.children).filter((other) => other.localName === node.localName) : [node];
      path = '/' + node.localName + '[' + (alike.indexOf(node) + 1) + ']' + path;
      if (!node.parentElement) return path;
    }
    return '';
  }

  function similoPrint(element) {
    const box = element.getBoundingClientRect(), get = (name) => element.getAttribute(name) || '';
    return {
      tag: element.localName, classes: get('class'), name: get('name'), id: get('id'), href: get('href'), alt: get('alt'),
      path: absolutePath(element), idPath: idPath(element), button: isButton(element), x: box.x + scrollX, y: box.y + scrollY,
      area: box.width * box.height, shape: box.height ? box.width * 100 / box.height : 0, text: visibleText(element),
    };
  }

  // The words of elements within 50 pixels that are neither wide nor high.
  function withNeighbours(prints) {
    for (const one of prints) {
      const words = new Set();
      for (const other of prints) {
        if (other === one || !other.text || Math.abs(other.x - one.x) > 50 || Math.abs(other.y - one.y) > 50) continue;
        for (const word of other.text.toLowerCase().split(/\s+/u)) words.add(word);
      }
      one.near = Array.from(words).slice(0, 40).join(' ');
    }
    return prints;
  }

  const share = (a, b) => 1 - Math.abs(a - b) / Math.max(a, b, 1);
  const equal = (a, b) => (a && b && a.toLowerCase() === b.toLowerCase() ? 1 : 0);

  const similoScore = (a, b) => 1.5 * equal(a.tag, b.tag) + 0.5 * levenshtein(a.classes, b.classes) + 1.5 * equal(a.name, b.name) + 1.5 * equal(a.id, b.id)
    + 0.5 * levenshtein(a.href, b.href) + 0.5 * levenshtein(a.alt, b.alt) + 0.5 * levenshtein(a.path, b.path) + 0.5 * levenshtein(a.idPath, b.idPath)
    + 0.5 * (a.button === b.button ? 1 : 0) + 0.5 * Math.max(0, 1 - Math.hypot(a.x - b.x, a.y - b.y) / 100) + 0.5 * share(a.area, b.area)
    + 0.5 * share(a.shape, b.shape) + 1.5 * levenshtein(a.text, b.text) + 1.5 * levenshtein(a.near, b.near);

  function similoAll() {
    const elements = Array.from(document.querySelectorAll(SIMILO)).filter((element) => element.checkVisibility() && element.getBoundingClientRect().width > 0);
    return { elements, prints: withNeighbours(elements.map(similoPrint)) };
  }

  // ---- What the benchmark asks ------------------------------------------------------------------------------------

  // What each method takes down of each element of the old page.
  bench.teach = (keys) => {
    const all = similoAll(), taught = {}, times = [];
    for (const key of keys) {
      const element = keyed(key);
      if (!element) continue;
      const start = performance.now(), described = understudy.describe(element);
      times.push(performance.now() - start);
      // Which page it is, is checked by its address where a skill runs; saved pages have none.
      delete described.fingerprint.page;
      const place = all.elements.indexOf(element);
      taught[key] = { described, path: absolutePath(element), css: uniqueCSS(element), similo: place < 0 ? null : all.prints[place] };
    }
    return { taught, times, elements: document.querySelectorAll('*').length };
  };

  // As a run does it: what locators disagree on is not taken for its likeness, and what is taken passes once more.
  function viaCascade(target) {
    const start = performance.now(), found = understudy.resolve(target), isShown = found.element && understudy.fitness.isShown(found.element);
    if (isShown) return { element: found.element, level: found.winner, time: performance.now() - start, list: [] };
    // What is not shown is waited for and then refused.
    if (found.element) return { element: null, level: 'hidden', time: performance.now() - start, list: null };
    const rescue = understudy.rescue({ target }), list = rescue.candidates.map((_, index) => understudy.listed(index));
    const isTaken = rescue.status === 'taken' && found.code !== 'ambiguous'
      && understudy.take({ target, list: rescue.list, index: 0, level: 'similarity', renamed: false }).status === 'adopted';
    const time = performance.now() - start;
    return isTaken ? { element: list[0], level: 'similarity', time, list } : { element: null, level: rescue.code, time, list };
  }

  // What each method finds of one element on the new page, judged: `right`, `wrong`, `refused`; of one that is gone
  // `accepted` or `refused`.
  bench.locate = (asked) => {
    const truth = keyed(asked.key), isGone = asked.kind !== 'same';
    const verdict = (element) => {
      if (!element) return 'refused';
      if (isGone) return 'accepted';
      return isSame(element, truth) ? 'right' : 'wrong';
    };
    const own = viaCascade({ locators: asked.described.locators, fingerprint: asked.described.fingerprint });
    const css = document.querySelectorAll(asked.css);
    const all = asked.similo ? similoAll() : { elements: [], prints: [] };
    let best = -1, likest = null;
    all.prints.forEach((print, index) => {
      const score = similoScore(asked.similo, print);
      if (score > best) { best = score; likest = all.elements[index]; }
    });
    return {
      understudy: verdict(own.element), level: own.level, time: own.time,
      // None of what is there and not shown: nobody is asked about it.
      rank: own.list && truth && understudy.fitness.isShown(truth) ? own.list.findIndex((one) => isSame(one, truth)) + 1 : null,
      absolute: verdict(firstByPath(asked.path)), css: verdict(css.length === 1 ? css[0] : null), similo: verdict(likest),
    };
  };
})();
