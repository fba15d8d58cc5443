// SPDX-License-Identifier: Apache-2.0
// Tells which files a person chose, by their names: a page shows no path.
//
// A page may open a chooser for a field that stands in no document, whose events reach no listener on the window; the
// browser tells of the chooser, and then the field itself is listened to.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || !understudy.recording || understudy.chooserOpened) return;
  const recording = understudy.recording;

  const FILES = 100;
  const heard = new WeakSet(), told = new WeakMap();
  const isFileField = (element) => element instanceof Element && element.localName === 'input' && element.type === 'file';

  function tell(event, field) {
    if (told.get(field) === field.files) return;
    told.set(field, field.files);
    const names = Array.from(field.files).slice(0, FILES).map((file) => file.name);
    recording.report('files', event, { target: field.isConnected ? recording.described(field) : null, names });
  }

  recording.hear({
    change(event) {
      const field = understudy.originOf(event);
      if (isFileField(field)) tell(event, field);
    },
  });

  understudy.chooserOpened = (field) => {
    const now = { timeStamp: performance.now() };
    recording.report('chooser', now, {});
    if (!isFileField(field) || field.isConnected || heard.has(field)) return;
    heard.add(field);
    field.addEventListener('change', (event) => { if (event.isTrusted) tell(event, field); });
    // Whoever answers over the browser's protocol may have done so already.
    if (field.files.length) tell(now, field);
  };
})();
