// SPDX-License-Identifier: Apache-2.0
// While somebody watches the tab: names the fields that hold secrets, as they come, so that the browser shows none of
// their letters. Nothing is changed here, and nothing runs while nobody watches.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.watchSecrets) return;

  const FIELDS = 'input, textarea, [contenteditable]';
  const MARKS = ['type', 'name', 'id', 'autocomplete', 'aria-label', 'placeholder', 'contenteditable'];
  let turn = 0, due = [], seen = new WeakSet(), observer = null;

  function consider(field) {
    if (!(field instanceof Element) || seen.has(field) || !field.matches(FIELDS) || !understudy.isSecret(field)) return;
    seen.add(field);
    due.push(field);
  }

  function considerAll(root) {
    if (!(root instanceof Element)) return;
    consider(root);
    for (const field of root.querySelectorAll(FIELDS)) consider(field);
  }

  const tell = () => { if (due.length) understudySecrets(''); };

  function heard(event) {
    if (!turn) return;
    consider(event.composedPath()[0]);
    tell();
  }

  function follow() {
    if (observer) return;
    observer = new MutationObserver((records) => {
      if (!turn) return;
      for (const record of records) {
        if (record.type === 'attributes') consider(record.target);
        for (const node of record.addedNodes) considerAll(node);
      }
      tell();
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: MARKS });
    for (const type of ['focusin', 'beforeinput', 'input']) addEventListener(type, heard, { capture: true, passive: true });
  }

  // A new turn begins from nothing: what was hidden for the one before is not hidden any more. Zero ends them.
  understudy.watchSecrets = (number) => {
    if (number !== turn) {
      seen = new WeakSet();
      due = [];
    }
    turn = number;
    if (!turn) return 0;
    follow();
    for (const field of understudy.all(FIELDS)) consider(field);
    return due.length;
  };

  understudy.nextSecret = () => due.shift() || null;

  const mark = understudy.markSecret;
  understudy.markSecret = (field) => {
    mark(field);
    if (!turn) return;
    consider(field);
    tell();
  };
})();
