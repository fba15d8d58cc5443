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
 * was unfolded, when what had it has come again under the same `data-key` (that of the summary), or as the same link.
 * It goes to nothing else: a button of the same words may be about something else.
 */
export function show(element, ...children) {
  const held = element.contains(document.activeElement) && document.activeElement !== element ? document.activeElement : null;
  const open = [...element.querySelectorAll('details[open] > summary[data-key]')].map((summary) => summary.dataset.key);
  element.replaceChildren();
  put(element, children);
  for (const one of open) keyed(element, one)?.parentElement.setAttribute('open', '');
  if (held) again(element, held)?.focus({ preventScroll: true });
  return element;
}

const keyed = (element, key) => element.querySelector(`[data-key="${CSS.escape(key)}"]`);

function again(element, held) {
  if (held.dataset.key) return keyed(element, held.dataset.key);
  return held.href ? [...element.querySelectorAll('a')].find((one) => one.href === held.href && one.textContent === held.textContent) : null;
}

/** A part that is folded until the person asks for it. */
export const folded = (key, summary, ...children) => h('details', {}, h('summary', { class: 'small', data: { key } }, summary), ...children);
