// SPDX-License-Identifier: Apache-2.0
// Where the lines of an observation stood: boxes in the shape of the picture, and no picture.
import { h } from '../shell/dom.js';

/** `seen`: an observation; `chosen`: the number of a line that stands out, or null. */
export function screenSketch(seen, chosen = null) {
  const { width, height } = seen.size;
  const canvas = h('canvas', { class: 'plan', width: Math.max(1, width), height: Math.max(1, height), role: 'img',
    'aria-label': `A sketch of where ${seen.lines.length} lines stood on a picture of ${width} by ${height} pixels` });
  draw(canvas, seen, chosen);
  return h('div', { class: 'shot sketch' }, canvas);
}

function draw(canvas, seen, chosen) {
  const pen = canvas.getContext('2d');
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const ink = resolved(colour('--quiet')), accent = resolved(colour('--accent')), warn = resolved(colour('--warn'));
  for (const { x, y, width, height } of seen.pending) {
    pen.strokeStyle = warn;
    pen.lineWidth = 2;
    pen.strokeRect(x, y, width, height);
  }
  seen.lines.forEach((line, index) => {
    const { x, y, width, height } = line.box;
    pen.globalAlpha = index === chosen ? 1 : line.uncertain ? 0.3 : 0.55;
    pen.fillStyle = index === chosen ? accent : ink;
    pen.fillRect(x, y, width, height);
  });
  pen.globalAlpha = 1;
}

// A drawing knows no `light-dark()`: an element tells what it comes to.
function resolved(colour) {
  const probe = h('span', { hidden: true });
  probe.style.color = colour;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}
