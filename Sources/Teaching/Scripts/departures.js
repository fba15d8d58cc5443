// SPDX-License-Identifier: Apache-2.0
// Tells what went away because of what a person did: the row, the dialog or the button itself, or a sign of work.
//
// Of a click or a key what is around its element is kept in mind as it was, and looked at again whenever the page has
// changed, until the person does something else.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || !understudy.recording || understudy.departures) return;
  const recording = understudy.recording;
  understudy.departures = true;

  const AROUND = 'dialog, [role=dialog], [role=alertdialog], [popover], tr, li, article, [role=row], [role=listitem]';
  const WORK = 'progress, [role=progressbar], [aria-busy=true]';
  const KEYS = new Set(['Enter', ' ', 'Escape', 'Delete']);
  // How long a page may take, and how long something must be away: a list that is drawn anew is back at once.
  const PATIENCE = 8000, SETTLED = 250, LEVELS = 12;
  let deed = null, timer = 0;

  const isShown = (element) => element.isConnected
    && element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;

  // Only what can be told from its like can be missed.
  function tellable(element) {
    const target = recording.described(element), { name, role, counts, context } = target.fingerprint;
    const isMarked = Object.keys(counts).some((key) => key.startsWith('@') && counts[key] === 1);
    const isNamed = name && (role !== 'generic' || counts.name === 1) && (counts.name === 1 || context);
    return target.locators.length && (isMarked || isNamed) ? { element, target } : null;
  }

  // The outermost first: what is in it goes with it.
  function begin(element, isPointer = false) {
    finish();
    const around = [];
    for (let node = element, level = 0; node && level < LEVELS; node = understudy.parentOf(node), level += 1) {
      if (node === element || node.matches(AROUND)) around.unshift(node);
    }
    const kept = around.slice(0, 3).concat(around.length > 3 ? [element] : []).filter(isShown).map(tellable).filter(Boolean);
    for (const one of kept) one.box = one.element.getBoundingClientRect();
    deed = { kept, isPointer, since: performance.now(), busy: new Set(understudy.all(WORK).filter(isShown)), work: null, away: 0 };
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  }

  // What is drawn anew in the same place is there still, and whatever else a locator finds is not proved to be another.
  const isBack = ({ target }) => target.locators.some((locator) => understudy.find(locator).some(isShown));

  function look() {
    clearTimeout(timer);
    timer = 0;
    if (!deed) return;
    const now = performance.now();
    if (now - deed.since > PATIENCE) { end(); return; }
    if (!deed.work) {
      const work = understudy.all(WORK).find((element) => !deed.busy.has(element) && isShown(element));
      deed.work = work ? tellable(work) : null;
    }
    for (const one of [...deed.kept, ...(deed.work ? [deed.work] : [])]) one.isGone = !one.isLeft && !isShown(one.element);
    if (![...deed.kept, ...(deed.work ? [deed.work] : [])].some((one) => one.isGone)) { deed.away = 0; return; }
    deed.away = deed.away || now;
    if (now - deed.away >= SETTLED) finish();
    else timer = setTimeout(look, SETTLED);
  }

  function finish() {
    const last = deed;
    end();
    if (!last) return;
    const gone = (one) => one.isGone && !isShown(one.element) && !isBack(one);
    const found = last.kept.find(gone) || (last.work && gone(last.work) ? last.work : null);
    if (found) recording.report('gone', { timeStamp: performance.now() }, { target: found.target });
  }

  function end() {
    clearTimeout(timer);
    timer = 0;
    deed = null;
    observer.disconnect();
  }

  // What the pointer has left may go because of that, as a menu does that is open as long as the pointer is over it.
  function leave(event) {
    if (!deed || !deed.isPointer) return;
    for (const one of deed.kept) {
      const { left, right, top, bottom } = one.box, x = event.clientX, y = event.clientY;
      if ((x < left || x > right || y < top || y > bottom) && !one.isGone && isShown(one.element)) one.isLeft = true;
    }
  }

  let isDue = false;
  const observer = new MutationObserver(() => {
    if (isDue) return;
    isDue = true;
    setTimeout(() => { isDue = false; look(); }, 0);
  });

  recording.hear({
    pointermove: leave,
    click(event) {
      const element = event.detail > 0 ? recording.meant(event) : null;
      if (element && !understudy.isTextual(element) && !recording.isDragged(event)) begin(element, true);
    },
    keydown(event) {
      const element = understudy.retarget(understudy.originOf(event));
      if (!KEYS.has(event.key) || !element || (understudy.isTextual(element) && event.key !== 'Enter' && event.key !== 'Escape')) return;
      if (element !== document.body && element !== document.documentElement) begin(element);
    },
  });

  recording.settle = finish;
})();
