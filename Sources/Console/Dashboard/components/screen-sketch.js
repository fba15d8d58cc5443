// SPDX-License-Identifier: Apache-2.0
// Where the lines of an observation stood, and what was not read: boxes in the shape of the picture, and no picture.
import { h } from '../shell/dom.js';

export function screenSketch({ size, lines, pending }) {
  const mark = ({ x, y, width, height }, kind) => {
    const share = (part, whole) => `${(part / whole) * 100}%`;
    const element = h('i', { class: kind });
    Object.assign(element.style, { left: share(x, size.width), top: share(y, size.height), width: share(width, size.width), height: share(height, size.height) });
    return element;
  };
  const place = h('div', { class: 'shot sketch', role: 'img', 'aria-label': `Where ${lines.length} lines stood on a picture of ${size.width} by ${size.height} pixels` },
    lines.map((line) => mark(line.box, line.uncertain ? 'pale' : '')), pending.map((box) => mark(box, 'unread')));
  place.style.aspectRatio = `${size.width} / ${size.height}`;
  return place;
}
