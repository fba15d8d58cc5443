// SPDX-License-Identifier: Apache-2.0
// Tells at which place something was clicked that says nothing of what is drawn there: a canvas, a picture, a map.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || !understudy.recording || understudy.places) return;
  const recording = understudy.recording;
  understudy.places = true;

  const DRAWN = 'canvas, svg, video, img[ismap], img[usemap], [role=application]';

  // Where in its box, as shares; undefined for what is no drawing.
  recording.placeOf = (event, element) => {
    if (!element.matches(DRAWN)) return undefined;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) return undefined;
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
      .map((share) => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000);
  };

  const STEP = { 0: 1, 1: 16, 2: 600 };

  recording.hear({
    wheel(event) {
      const element = recording.meant(event), place = element && recording.placeOf(event, element);
      if (!place || (!event.deltaX && !event.deltaY)) return;
      const unit = STEP[event.deltaMode] || 1, target = recording.described(element);
      const turn = [event.deltaX, event.deltaY].map((delta) => Math.round(Math.max(-10000, Math.min(10000, delta * unit))));
      // A wheel that the page leaves to the browser only scrolls.
      setTimeout(() => {
        if (!event.defaultPrevented) return;
        const held = [['Control', event.ctrlKey], ['Alt', event.altKey], ['Meta', event.metaKey], ['Shift', event.shiftKey]];
        const holding = held.filter(([, isHeld]) => isHeld).map(([name]) => name).join('+');
        recording.report('wheel', event, { target, place, turn, holding: holding || undefined });
      }, 0);
    },
  });
})();
