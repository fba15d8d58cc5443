// SPDX-License-Identifier: Apache-2.0
// Tells where a picture of the page must be black: over fields that hold secrets, and over frames, into which no script of
// ours looks. It only looks; the black is painted on the picture.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.covers) return;

  const FIELDS = 'input, textarea, [contenteditable]';
  const FRAMES = 'iframe, frame, object, embed, fencedframe';

  // What an element takes of the viewport; text may stand out of one that is edited in place.
  function boxOf(element) {
    const box = element.getBoundingClientRect();
    if (element.localName === 'input' || !element.isContentEditable) return [box.x, box.y, box.width, box.height];
    return [box.x, box.y, Math.max(box.width, element.scrollWidth), Math.max(box.height, element.scrollHeight)];
  }

  const isSeen = ([x, y, width, height]) =>
    width > 0 && height > 0 && x < innerWidth && y < innerHeight && x + width > 0 && y + height > 0;

  const SIZE_LIMIT = 20000000;

  // How much of a page a snapshot would tell, as far as that matters.
  function sizeOf() {
    let size = document.documentElement ? document.documentElement.textContent.length : 0;
    for (const element of document.getElementsByTagName('*')) {
      size += 200;
      for (const attribute of element.attributes) size += attribute.value.length;
      if (size > SIZE_LIMIT) break;
    }
    return size;
  }

  understudy.covers = () => {
    const secrets = understudy.all(FIELDS).filter((field) => understudy.isSecret(field));
    // What lists offer is drawn by the browser itself and is not in its snapshot.
    const words = understudy.all('option').slice(0, 20000).map((option) => option.label).join('\n');
    return { width: innerWidth, height: innerHeight, x: scrollX, y: scrollY, size: sizeOf(), words, boxes: secrets.concat(understudy.all(FRAMES)).map(boxOf).filter(isSeen) };
  };
})();
