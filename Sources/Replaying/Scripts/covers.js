// SPDX-License-Identifier: Apache-2.0
// Tells where a picture of the page must be black: over fields that hold secrets, and over frames, into which no script of
// ours looks. It only looks; the black is painted on the picture.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.covers) return;

  const FIELDS = 'input, textarea, [contenteditable=""], [contenteditable=true]';
  const FRAMES = 'iframe, frame, object, embed, fencedframe';

  // What an element takes of the viewport; text may stand out of one that is edited in place.
  function boxOf(element) {
    const box = element.getBoundingClientRect();
    if (element.localName === 'input' || !element.isContentEditable) return [box.x, box.y, box.width, box.height];
    return [box.x, box.y, Math.max(box.width, element.scrollWidth), Math.max(box.height, element.scrollHeight)];
  }

  const isSeen = ([x, y, width, height]) =>
    width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;

  understudy.covers = () => {
    const secrets = understudy.all(FIELDS).filter((field) => understudy.isSecret(field));
    return { width: innerWidth, boxes: secrets.concat(understudy.all(FRAMES)).map(boxOf).filter(isSeen) };
  };
})();
