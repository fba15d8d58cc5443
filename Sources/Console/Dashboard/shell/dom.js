// SPDX-License-Identifier: Apache-2.0
// Makes elements. Text is always put in as text: nothing here, and nothing elsewhere, reads markup.

/**
 * Makes an element.
 *
 * Properties: `class`, `on` (listeners by event name), `data` (dataset), `aria-*`, other attributes; true and false set
 * and leave out an attribute. Children are elements, texts, lists of these, and null for nothing.
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'class') element.className = value;
    else if (name === 'on') for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === 'data') Object.assign(element.dataset, value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  put(element, children);
  return element;
}

/** Adds children as `h` takes them. */
export function put(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/**
 * Puts other children in an element's place of the old ones. What the person had under way stays: the focus, and what
 * was unfolded, when what had it has come again under the same `data-key` (that of the summary); the focus also when
 * something of the same words stands in the same place.
 */
export function show(element, ...children) {
  const held = element.contains(document.activeElement) && document.activeElement !== element ? document.activeElement : null;
  const { key } = held?.dataset ?? {};
  const path = held && !key ? pathTo(held, element) : [];
  const open = [...element.querySelectorAll('details[open] > summary[data-key]')].map((summary) => summary.dataset.key);
  element.replaceChildren();
  put(element, children);
  for (const one of open) keyed(element, one)?.parentElement.setAttribute('open', '');
  const again = key ? keyed(element, key) : path.reduce((one, index) => one?.children[index], element);
  if (held && again && (key || isAlike(again, held))) again.focus({ preventScroll: true });
  return element;
}

const keyed = (element, key) => element.querySelector(`[data-key="${CSS.escape(key)}"]`);

const isAlike = (one, other) => one.tagName === other.tagName && one.textContent === other.textContent;

/** The way down from an element to one inside it, by places among children. */
function pathTo(element, root) {
  const path = [];
  for (let one = element; one !== root; one = one.parentElement) path.unshift([...one.parentElement.children].indexOf(one));
  return path;
}

/** A part that is folded until the person asks for it. */
export const folded = (key, summary, ...children) => h('details', {}, h('summary', { class: 'small', data: { key } }, summary), ...children);
