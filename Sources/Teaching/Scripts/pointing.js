// SPDX-License-Identifier: Apache-2.0
// Tells of an element that the person points at: what it is, and what it shows.
//
// The browser itself finds the element and keeps the pointer from the page meanwhile; this script only looks, and keeps
// the key that ends the pointing from the page.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || !understudy.recording || understudy.pointedAt) return;

  const TEXT_LIMIT = 300;

  understudy.beginPointing = () => { understudy.isPointing = true; };
  understudy.endPointing = () => { understudy.isPointing = false; };

  addEventListener('keydown', (event) => {
    if (!understudy.isPointing || !event.isTrusted || event.key !== 'Escape' || globalThis.understudy !== understudy) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, { capture: true });

  const isMarked = (print) => Object.keys(print.counts).some((key) => key.startsWith('@') && print.counts[key] === 1);

  // What is kept of an element differs the next time: where a mark tells it, its words are no part of it.
  function describe(element, purpose) {
    const target = understudy.describe(element), print = target.fingerprint;
    if (purpose !== 'extract' || print.role !== 'generic' || !print.name || !isMarked(print)) return target;
    const nameless = { ...print, name: '', text: '', context: '', place: '', counts: { ...print.counts, name: 1 } };
    return { ...target, fingerprint: nameless, locators: understudy.locators(element, nameless).filter((one) => one.kind !== 'role') };
  }

  function shownBy(element) {
    if (understudy.isChoice(element)) return { checked: element.checked };
    if (understudy.isField(element)) {
      if (understudy.isSecret(element) || element.isContentEditable) return {};
      if (element.localName === 'select') {
        return { value: Array.from(element.selectedOptions, (option) => understudy.normalise(option.label)).join(', ') };
      }
      return element.value.length <= TEXT_LIMIT ? { value: element.value } : {};
    }
    const text = String(element.innerText === undefined ? element.textContent : element.innerText).replace(/\s+/gu, ' ').trim();
    return text && text.length <= TEXT_LIMIT ? { text } : {};
  }

  // `hit` is what the pointer was over.
  understudy.pointedAt = (hit, purpose) => {
    // Each document speaks for itself.
    const element = hit.ownerDocument === document ? understudy.retarget(hit) : null;
    if (!element || element === document.documentElement || element === document.body) return null;
    return { target: describe(element, purpose), shown: shownBy(element) };
  };
})();
