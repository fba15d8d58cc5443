// SPDX-License-Identifier: Apache-2.0
// Finds elements that may hold a closed shadow root, which no script can look into, and keeps the roots that the appliance
// gets from the browser. The page sees nothing of it.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.adopt) return;

  const LIMIT = 200, SOON = 60;
  const HOSTS = new Set(['article', 'aside', 'blockquote', 'div', 'footer', 'header', 'main', 'nav', 'p', 'section', 'span']);
  const PAUSE = 250, LOOKS = 60, FLAT = 500, PATIENCE = 1000, LATE = 6000, TRIES = 4, AGAIN = 4;
  const asked = new WeakSet(), unmade = new WeakSet(), raw = new Set();
  let again = 0, looks = 0;
  let waiting = [], count = 0, timer = 0, fresh = [];
  let told = 0, watchdog = 0;
  // The room that those took which were asked for and had no root, and how often they were asked for again.
  const bare = new Map(), repeats = new WeakMap();
  // What each asker has in hand, how often that was in vain, and what has no room yet.
  const hands = new Map(), tries = new WeakMap(), flat = new Set();

  // An element of the page's own making, or one that is empty and yet takes room.
  function isSuspect(element) {
    if (understudy.rootOf(element) || asked.has(element)) return false;
    if (element.localName.includes('-')) {
      if (!element.matches(':defined')) return later(element);
      return true;
    }
    if (!HOSTS.has(element.localName) || element.firstChild) return false;
    if (hasRoom(element)) return true;
    // It may be given a root, and with it room, later.
    if (!flat.has(element) && flat.size < FLAT) {
      flat.add(element);
      sizes.observe(element);
    }
    return false;
  }

  const hasRoom = (element) => element.offsetHeight > 0 && element.offsetWidth > 0;

  function rise() {
    for (const element of flat) {
      if (element.isConnected && !element.firstChild && !hasRoom(element)) continue;
      flat.delete(element);
      sizes.unobserve(element);
      if (element.isConnected) look(element);
    }
  }

  const sizes = new ResizeObserver(rise);

  const room = (element) => `${element.offsetWidth} ${element.offsetHeight}`;

  function keepBare(element) {
    if (!asked.has(element) || understudy.rootOf(element)) return;
    if (bare.size >= FLAT) for (const one of bare.keys()) if (!one.isConnected) bare.delete(one);
    if (bare.size < FLAT && (repeats.get(element) || 0) < AGAIN) bare.set(element, room(element));
  }

  // A root that came since gives its host room that nothing of the host's own explains. What moves for ever is asked for a
  // few times more, and costs none of the others their turn.
  function askBareAgain() {
    for (const [element, before] of bare) {
      if (!element.isConnected || room(element) === before || !hasRoom(element) || drawsOwn(element)) continue;
      bare.delete(element);
      repeats.set(element, (repeats.get(element) || 0) + 1);
      waiting.push(element);
    }
  }

  // What has a root without a slot draws none of its own children.
  function drawsOwn(element) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { width, height } = range.getBoundingClientRect();
    return width > 0 && height > 0;
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
    clearTimeout(timer);
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
    if (waiting.length && !hands.size) tell();
  }

  // Whoever is told may not be there yet, or may fail: what is not answered is told again.
  function tell() {
    told = performance.now();
    if (!watchdog) watchdog = setTimeout(tellAgain, PATIENCE);
    understudyHosts('');
  }

  function tellAgain() {
    clearTimeout(watchdog);
    watchdog = 0;
    const now = performance.now();
    for (const [loop, hand] of hands) {
      if (now - hand.since < LATE) continue;
      hands.delete(loop);
      const count = (tries.get(hand.element) || 0) + 1;
      tries.set(hand.element, count);
      if (count < TRIES) waiting.push(hand.element);
    }
    if (waiting.length && now - told >= PATIENCE) tell();
    else if (!watchdog && (waiting.length || hands.size)) watchdog = setTimeout(tellAgain, PATIENCE);
  }

  function look(root) {
    if (count >= LIMIT) return;
    fresh.push(root);
    if (!timer) timer = setTimeout(ask, SOON);
  }

  function see(records) {
    for (const record of records) for (const node of record.addedNodes) if (node instanceof Element) look(node);
  }
  const observer = new MutationObserver(see);
  const watch = (root) => observer.observe(root, { subtree: true, childList: true });

  // The next element whose root is not known, for one asker, who has then done with the one before; null at the end.
  understudy.nextSuspect = (loop) => {
    const done = hands.get(loop);
    hands.delete(loop);
    if (done) keepBare(done.element);
    const element = waiting.shift() || null;
    if (element) hands.set(loop, { element, since: performance.now() });
    return element;
  };

  // Whether every element that stands there now and may hold a root was asked for and answered.
  understudy.isSettled = () => {
    see(observer.takeRecords());
    rise();
    askBareAgain();
    for (const one of raw) if (one.isConnected && one.matches(':defined')) { raw.delete(one); look(one); }
    ask();
    if (waiting.length || hands.size) tellAgain();
    return !waiting.length && !hands.size;
  };

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
