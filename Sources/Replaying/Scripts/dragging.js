// SPDX-License-Identifier: Apache-2.0
// Finds what something is dragged onto, while the pointer is still over what is taken.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.dropPlace) return;
  const fitness = understudy.fitness;

  const isInView = ({ x, y }) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;

  const pointIn = (element, place) => {
    const box = element.getBoundingClientRect();
    return { x: box.left + box.width * place.x, y: box.top + box.height * place.y };
  };

  // Where to let go. `request`: { target, place: shares of its box, start: the point where the other end is taken }
  // 'scrolled' asks for the other end anew: both must be in view at once.
  understudy.dropPlace = (request) => {
    const found = understudy.resolve(request.target);
    const seen = { matches: found.matches, tried: found.tried, winner: found.winner };
    if (!found.element) return { ...seen, status: 'waiting', code: found.code };
    if (!fitness.isVisible(found.element)) return { ...seen, status: 'waiting', code: 'not_visible', detail: 'it has no visible box' };
    const point = pointIn(found.element, request.place);
    if (!isInView(point)) {
      found.element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
      return { ...seen, status: 'waiting', code: 'not_in_view', detail: 'both ends of the way are not in view at once' };
    }
    const top = fitness.topElementAt(point);
    if (!top || !understudy.contains(found.element, top)) {
      return { ...seen, status: 'waiting', code: 'covered', detail: 'another element, ' + fitness.describe(top) + ', is in front of it' };
    }
    return { ...seen, status: 'ready', point };
  };
})();
