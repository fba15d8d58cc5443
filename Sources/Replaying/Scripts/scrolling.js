// SPDX-License-Identifier: Apache-2.0
// Scrolls until something is there, or to the end.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.scroll) return;

  // So much of what is seen at a time that nothing is passed by unseen.
  const STEP = 0.8;
  // How many looks at an end where nothing comes.
  const WAITS = 10;

  const pause = () => new Promise((done) => {
    const timer = setTimeout(done, 100);
    requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(timer); done(); }));
  });

  const isThere = (target) => {
    const found = understudy.resolve(target);
    return !!found.element && understudy.fitness.isVisible(found.element);
  };

  // `request`: { target: what is scrolled, or none for the page, to: 'end', 'start', 'left' or 'right', until: what is looked for, or none,
  // for: milliseconds }. Whether what is looked for is there in the end is for the one who asks.
  understudy.scroll = async (request) => {
    const limit = performance.now() + request.for;
    const found = request.target ? understudy.resolve(request.target) : { element: document.scrollingElement || document.documentElement };
    const answer = { matches: found.matches || {}, tried: found.tried || [], winner: found.winner };
    if (!found.element) return { ...answer, status: 'refused', code: found.code };
    const element = found.element, way = request.to === 'start' || request.to === 'left' ? -1 : 1;
    const isSideways = request.to === 'left' || request.to === 'right';
    const place = () => (isSideways ? element.scrollLeft : element.scrollTop);
    const go = (share) => element.scrollBy({
      [isSideways ? 'left' : 'top']: share * way * STEP * (isSideways ? element.clientWidth : element.clientHeight), behavior: 'instant',
    });
    for (let waits = 0; ; ) {
      if (request.until && isThere(request.until)) break;
      const before = place();
      go(1);
      await pause();
      waits = place() === before ? waits + 1 : 0;
      // A page may load more when its end comes into view, and may have missed that: a person goes back a little then.
      if (request.until && waits >= WAITS) {
        waits = 0;
        go(-1);
        await pause();
      }
      if ((place() === before && !request.until) || performance.now() >= limit) break;
    }
    return { ...answer, status: 'ready', attempts: 1 };
  };
})();
