// SPDX-License-Identifier: Apache-2.0
// Finds elements that may hold a closed shadow root, which no script can look into, and keeps the roots that the appliance
// gets from the browser. The page sees nothing of it.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.adopt) return;

  const LIMIT = 200, SOON = 60;
  const HOSTS = new Set(['article', 'aside', 'blockquote', 'div', 'footer', 'header', 'main', 'nav', 'p', 'section', 'span']);
  const PAUSE = 250, LOOKS = 60;
  const asked = new WeakSet(), unmade = new WeakSet(), raw = new Set();
  let again = 0, looks = 0;
  let waiting = [], count = 0, timer = 0, fresh = [];

  // An element of the page's own making, or one that is empty and yet takes room.
  function isSuspect(element) {
    if (understudy.rootOf(element) || asked.has(element)) return false;
    if (element.localName.includes('-')) {
      if (!element.matches(':defined')) return later(element);
      return true;
    }
    return HOSTS.has(element.localName) && !element.firstChild && element.offsetHeight > 0 && element.offsetWidth > 0;
  }

  // One that nothing is made of yet may have a root all the same, and may get one when something is. This world is not
  // told of that, so it looks again, for a while.
  function later(element) {
    const isNew = !unmade.has(element);
    unmade.add(element);
    raw.add(element);
    if (!again && looks < LOOKS) again = setTimeout(lookAgain, PAUSE);
    return isNew;
  }

  function lookAgain() {
    again = 0;
    looks += 1;
    const elements = Array.from(raw);
    raw.clear();
    for (const element of elements) if (element.isConnected) look(element);
  }

  function ask() {
    timer = 0;
    const roots = fresh;
    fresh = [];
    for (const root of roots) {
      if (!root.isConnected) continue;
      for (const element of [root, ...root.querySelectorAll('*')]) {
        if (count >= LIMIT) break;
        if (!(element instanceof Element) || !isSuspect(element)) continue;
        if (!unmade.has(element) || element.matches(':defined')) asked.add(element);
        waiting.push(element);
        count += 1;
      }
    }
    if (waiting.length) understudyHosts('');
  }

  function look(root) {
    if (count >= LIMIT) return;
    fresh.push(root);
    if (!timer) timer = setTimeout(ask, SOON);
  }

  const observer = new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof Element) look(node);
  });
  const watch = (root) => observer.observe(root, { subtree: true, childList: true });

  // The next element whose root is not known; null at the end.
  understudy.nextSuspect = () => waiting.shift() || null;

  const heard = [];
  understudy.whenAdopted = (tell) => heard.push(tell);

  understudy.adopt = (host, root) => {
    understudy.closed.set(host, root);
    watch(root);
    look(root);
    for (const tell of heard) tell(root);
  };

  const lookAtAll = () => { if (document.documentElement) look(document.documentElement); };
  watch(document);
  addEventListener('DOMContentLoaded', lookAtAll);
  // A page may take its elements into use late: those that were nothing yet are asked for once more.
  addEventListener('load', lookAtAll);
  lookAtAll();
})();
