// SPDX-License-Identifier: Apache-2.0
// Finds elements that may hold a closed shadow root, which no script can look into, and keeps the roots that the appliance
// gets from the browser. The page sees nothing of it.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.adopt) return;

  const LIMIT = 200, SOON = 60;
  const HOSTS = new Set(['article', 'aside', 'blockquote', 'div', 'footer', 'header', 'main', 'nav', 'p', 'section', 'span']);
  const asked = new WeakSet();
  let waiting = [], count = 0, timer = 0, fresh = [];

  // An element of the page's own making, or one that is empty and yet takes room.
  function isSuspect(element) {
    if (understudy.rootOf(element) || asked.has(element)) return false;
    if (element.localName.includes('-')) return true;
    return HOSTS.has(element.localName) && !element.firstChild && element.offsetHeight > 0 && element.offsetWidth > 0;
  }

  function ask() {
    timer = 0;
    const roots = fresh;
    fresh = [];
    for (const root of roots) {
      if (!root.isConnected) continue;
      for (const element of [root, ...root.querySelectorAll('*')]) {
        if (count >= LIMIT) return;
        if (!(element instanceof Element) || !isSuspect(element)) continue;
        asked.add(element);
        waiting.push(element);
        count += 1;
      }
    }
    if (waiting.length) understudyHosts('');
  }

  function look(root) {
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
