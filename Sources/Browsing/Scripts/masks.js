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

  const watched = new WeakSet();

  // A document or a shadow root; an observer of the one does not hear the other.
  function watch(root) {
    if (watched.has(root)) return;
    watched.add(root);
    observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: MARKS });
  }

  // What is added: the browser forgets what it was told of an element that leaves the document, so that one that is moved
  // or put back is named again, also within the roots that come with it.
  function considerAll(node) {
    if (!(node instanceof Element) && !(node instanceof DocumentFragment)) return;
    for (const element of [node, ...node.querySelectorAll('*')]) {
      seen.delete(element);
      consider(element);
      const root = element instanceof Element && understudy.rootOf(element);
      if (!root) continue;
      watch(root);
      considerAll(root);
    }
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
    for (const root of understudy.roots()) watch(root);
    for (const field of understudy.all(FIELDS)) consider(field);
    return due.length;
  };

  // A style sheet of the document does not reach into a shadow root, but what a host is told is inherited by all in it.
  const inDocument = (element) => {
    const root = element.getRootNode();
    return root instanceof ShadowRoot ? inDocument(root.host) : element;
  };

  understudy.nextSecret = () => (due.length ? inDocument(due.shift()) : null);

  const mark = understudy.markSecret;
  understudy.markSecret = (field) => {
    mark(field);
    if (!turn) return;
    consider(field);
    tell();
  };
})();
