// SPDX-License-Identifier: Apache-2.0
// Whether a control is of the type that was recorded, or of one that is written into in the same way.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.isOtherType) return;
  const fold = (text) => understudy.normalise(text || '').toLowerCase();

  // What is typed into all of these is text, and stays as it was typed.
  const TEXTS = ['text', 'search', 'email', 'tel', 'url'];
  const TEXT_ROLES = ['textbox', 'searchbox'];

  const typeOf = (one) => fold((one.attributes || {}).type) || { input: 'text', button: 'submit' }[one.tag] || '';

  // A field of text that has become another one of those.
  understudy.isRetyped = (recorded, seen) => recorded.tag === 'input' && seen.tag === 'input'
    && typeOf(recorded) !== typeOf(seen) && TEXTS.includes(typeOf(recorded)) && TEXTS.includes(typeOf(seen));

  understudy.isOtherType = (recorded, seen) => recorded.tag === seen.tag && typeOf(recorded) !== typeOf(seen)
    && !understudy.isRetyped(recorded, seen);

  understudy.isOtherRole = (recorded, seen) => fold(recorded.role) !== fold(seen.role)
    && !(understudy.isRetyped(recorded, seen) && TEXT_ROLES.includes(fold(recorded.role)) && TEXT_ROLES.includes(fold(seen.role)));

  // Who has changed its type must be told by two keys that were its own and are: its name, and marks that do not say the
  // same as its name.
  understudy.isSameField = (element, seen, recorded) => {
    const name = fold(recorded.name), own = understudy.marksOf(element, seen, recorded).filter((key) => fold(seen.attributes[key]) !== name);
    const isNamed = !!name && fold(seen.name) === name && ((recorded.counts || {}).name || 1) === 1
      && TEXT_ROLES.flatMap(understudy.inRole).filter((other) => fold(understudy.nameOf(other)) === name).length === 1;
    return own.length + (isNamed ? 1 : 0) >= 2;
  };
})();
