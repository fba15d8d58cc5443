// SPDX-License-Identifier: Apache-2.0
// Can an element be acted on, and where? Pure looks at the page; nothing is changed but the scroll position.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.fitness) return;
  const attribute = understudy.attribute;
  const fitness = (understudy.fitness = {});

  fitness.isVisible = (element) => {
    if (!element.isConnected) return false;
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible' || style.display === 'none') return style.display === 'contents';
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  };

  // Whether a person could see it, or the label that stands for it; a dot of a pixel is hidden all the same.
  fitness.isShown = (element) => {
    const surface = fitness.surfaceOf(element), box = surface.getBoundingClientRect();
    return fitness.isVisible(surface) && Math.min(box.width, box.height) > understudy.LIMITS.dot;
  };

  const CONTROL = 'button, input, select, textarea, option, optgroup, fieldset';

  fitness.isEnabled = (element) => {
    if (element.matches(CONTROL) && element.matches(':disabled')) return false;
    return !understudy.closest(element, '[aria-disabled="true" i]');
  };

  fitness.isEditable = (element) => fitness.isEnabled(element)
    && (element.isContentEditable || (!element.readOnly && attribute(element, 'aria-readonly') !== 'true'));

  fitness.isChecked = (element) => (element.localName === 'input' ? element.checked : attribute(element, 'aria-checked') === 'true');

  // How a field takes a value: 'plain' and 'rich' from a keyboard, 'set' as a browser's own picker gives it.
  fitness.editableKind = (element) => {
    if (element.isContentEditable) return 'rich';
    if (element.localName === 'textarea') return 'plain';
    if (element.localName !== 'input') return null;
    if (['text', 'search', 'url', 'tel', 'email', 'password', 'number', ''].includes(element.type)) return 'plain';
    return ['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range'].includes(element.type) ? 'set' : null;
  };

  // A form control that is drawn by its label (a styled checkbox) is clicked there.
  fitness.surfaceOf = (element) => {
    if (fitness.isVisible(element)) return element;
    return understudy.labelsOf(element).find(fitness.isVisible) || element;
  };

  const isBeginning = (animation) => animation.pending
    || (animation.playState === 'running' && (Number(animation.currentTime) || 0) < understudy.LIMITS.beginning);

  // Whether an animation of it, or of what is around it, has only just begun.
  fitness.isAboutToMove = (element) => {
    for (let node = element; node; node = understudy.parentOf(node)) if (node.getAnimations().some(isBeginning)) return true;
    return false;
  };

  const MOVING = /^(transform|translate|rotate|scale|offset[A-Z]|inset|top|right|bottom|left|margin|padding|width|height)/;
  const isMoving = (animation) => animation.playState === 'running'
    && animation.effect.getKeyframes().some((frame) => Object.keys(frame).some((key) => MOVING.test(key)));

  // Whether an animation moves it, or what is around it, now: told without a frame, which a busy browser may not draw.
  fitness.isMoved = (element) => {
    for (let node = element; node; node = understudy.parentOf(node)) if (node.getAnimations().some(isMoving)) return true;
    return false;
  };

  fitness.boxOf = (element) => {
    const box = element.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height].map((value) => Math.round(value * 4) / 4).join(' ');
  };

  fitness.topElementAt = (point) => understudy.topElementAt(point.x, point.y);

  // Whether input at an element is meant for the target: nothing between them, and no other control of a label, takes it.
  fitness.reaches = (target, hit) => {
    let isInserted = false;
    for (let node = hit; node; node = understudy.parentOf(node)) {
      if (node === target) return !isInserted;
      if (node.localName === 'label') return node.control === target;
      if (node.matches(understudy.INTERACTIVE) || node.localName === 'iframe') return false;
      isInserted = isInserted || node.matches(understudy.INSERTED);
    }
    return false;
  };

  // Places to point at: the middle of the part in view, then places beside it where a smaller control may leave room.
  const PLACES = [[0.5, 0.5], [0.5, 0.2], [0.2, 0.5], [0.8, 0.5], [0.5, 0.8], [0.1, 0.1], [0.9, 0.1], [0.1, 0.9], [0.9, 0.9]];

  // A place of the whole box, if it is in view.
  const placeIn = (box, place) => [{ x: box.left + box.width * place.x, y: box.top + box.height * place.y }]
    .filter((point) => point.x >= 0 && point.y >= 0 && point.x < innerWidth && point.y < innerHeight);

  fitness.pointsOf = (element, place) => {
    if (place) return placeIn(element.getBoundingClientRect(), place);
    const boxes = Array.from(element.getClientRects()).filter((box) => box.width > 0 && box.height > 0);
    const box = boxes[0] || element.getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) return [];
    return PLACES.map(([x, y]) => ({ x: left + (right - left) * x, y: top + (bottom - top) * y }));
  };

  fitness.pointFor = (target, surface, place) => fitness.pointsOf(surface, place)
    .find((point) => fitness.reaches(target, fitness.topElementAt(point))) || null;

  const ALIGNMENTS = ['nearest', 'center', 'end', 'start'];

  fitness.bringIntoView = (target, surface, attempt, place) => {
    if (fitness.pointFor(target, surface, place)) return;
    surface.scrollIntoView({ block: ALIGNMENTS[attempt % ALIGNMENTS.length], inline: 'nearest', behavior: 'instant' });
  };

  // A tag name is the page's structure, not its text.
  fitness.describe = (node) => (node instanceof Element ? '<' + node.localName + '>' : 'the page itself');

  fitness.focused = () => {
    let active = document.activeElement;
    for (let root = active && understudy.rootOf(active); root && root.activeElement; root = understudy.rootOf(active)) active = root.activeElement;
    return active;
  };
})();
