// SPDX-License-Identifier: Apache-2.0
// Fields that take files. A page hides most of them behind a button of its own, so they need not be seen.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.fileField) return;
  const fitness = understudy.fitness;

  // Why a field takes no files, or not so many; `isFinal` when waiting would not help.
  understudy.fileProblem = (element, count) => {
    if (element.localName !== 'input' || element.type !== 'file') return { isFinal: true, detail: 'it takes no files' };
    if (element.webkitdirectory) return { isFinal: true, detail: 'it takes whole folders' };
    if (count > 1 && !element.multiple) return { isFinal: true, detail: 'it takes one file only' };
    return fitness.isEnabled(element) ? null : { isFinal: false, detail: 'it is disabled' };
  };

  // The field itself, for the browser to give files to; nothing when it is not the recorded one any more.
  understudy.fileField = (target) => understudy.resolve(target).element || null;
})();
