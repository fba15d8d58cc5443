// SPDX-License-Identifier: Apache-2.0
// A picture that was kept, with a box around what it is about; where there is none, a plan of where that stood.
import { picture } from '../shell/api.js';
import { h } from '../shell/dom.js';

/**
 * `box`: left, top, width and height as shares of the picture, 0 to 1. `numbered`: more of these, each with a number.
 * `path`: null where there cannot be a picture, only the plan.
 */
export function shot(path, signal, { box = null, numbered = [], label = '', none = 'No picture was kept.' } = {}) {
  if (path === null) {
    const place = h('div', { class: 'shot' });
    place.append(...(box ? plan(place, box, label) : []));
    return place;
  }
  const place = h('div', { class: 'shot' }, h('p', { class: 'quiet small' }, 'Loading the picture…'));
  picture(path, signal).then((url) => {
    place.replaceChildren(h('img', { src: url, alt: label }), ...frame(box), ...numbered.flatMap(([number, one]) => frame(one, number)));
  }).catch((error) => {
    if (error.name !== 'AbortError') place.replaceChildren(...(box ? plan(place, box, label) : [h('p', { class: 'quiet small' }, none)]));
  });
  return place;
}

function frame(box, number = null) {
  if (!box) return [];
  const element = h('div', { class: number === null ? 'box' : 'box numbered', 'aria-hidden': 'true' },
    number === null ? null : h('span', { class: `number ${box[1] < 0.1 ? 'below' : ''}` }, number));
  const [left, top, width, height] = box.map((share) => `${Math.min(100, Math.max(0, share * 100))}%`);
  Object.assign(element.style, { left, top, width, height });
  return [element];
}

function plan(place, box, label) {
  if (box[1] >= 1 || box[1] + box[3] <= 0) return [h('p', { class: 'quiet small' }, 'It stood further down the page than the window shows.')];
  place.classList.add('bare');
  const canvas = h('canvas', { class: 'plan', width: 16, height: 9, role: 'img', 'aria-label': `Where it stood in the window: ${label}` });
  return [canvas, ...frame(box)];
}

/** A box in CSS pixels as shares of a window. */
export const shares = (box, [width, height]) =>
  (box?.length === 4 ? [box[0] / width, box[1] / height, box[2] / width, box[3] / height] : null);
