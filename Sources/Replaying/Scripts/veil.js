// SPDX-License-Identifier: Apache-2.0
// Covers what no picture may show: fields that hold secrets, and frames, which no script of ours looks into.
//
// A style sheet of ours does it, so that the page's document stays as it is; no layout changes.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.veil) return;

  const FIELDS = 'input, textarea, [contenteditable=""], [contenteditable=true]';
  const FRAMES = 'iframe, frame, object, embed, fencedframe';
  const TEXT_LIMIT = 1000000;
  const HIDDEN = '-webkit-text-fill-color: transparent !important; text-shadow: none !important; background: #000 !important; '
    + 'transition: none !important; animation: none !important;';
  const BLACK = 'filter: brightness(0) !important; background: #000 !important; transition: none !important; animation: none !important;';

  // The way to one element of its root, by places only.
  function pathOf(element) {
    const steps = [];
    for (let node = element; node; node = node.parentElement) {
      const place = node.parentNode ? Array.prototype.indexOf.call(node.parentNode.children, node) + 1 : 1;
      steps.unshift(node.parentElement || node.parentNode instanceof ShadowRoot ? `:nth-child(${place})` : ':root');
    }
    return steps.join(' > ');
  }

  const secretFields = (root) => Array.from(root.querySelectorAll(FIELDS)).filter((field) => understudy.isSecret(field));

  const isCovered = (root) =>
    secretFields(root).every((field) => getComputedStyle(field).webkitTextFillColor === 'rgba(0, 0, 0, 0)')
    && Array.from(root.querySelectorAll(FRAMES)).every((frame) => getComputedStyle(frame).filter === 'brightness(0)');

  const textOf = (root) => {
    const body = root instanceof Document ? root.body : root;
    const shown = body instanceof ShadowRoot
      ? Array.from(body.children, (child) => child.innerText || '').join('\n') : (body && body.innerText) || '';
    const values = Array.from(root.querySelectorAll('input, textarea'))
      .filter((field) => !understudy.isSecret(field)).map((field) => field.value);
    return [shown, ...values].join('\n');
  };

  const seen = () => {
    const roots = understudy.roots();
    return { covered: roots.every(isCovered), text: roots.map(textOf).join('\n').slice(0, TEXT_LIMIT) };
  };

  let sheets = new Map();

  function lift() {
    for (const [root, sheet] of sheets) root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
    sheets = new Map();
  }

  understudy.veil = () => {
    lift();
    for (const root of understudy.roots()) {
      const fields = secretFields(root);
      if (!fields.length && !root.querySelector(FRAMES)) continue;
      const sheet = new CSSStyleSheet();
      const paths = fields.map(pathOf).flatMap((path) => [path, path + ' *']);
      sheet.replaceSync((paths.length ? `${paths.join(', ')} { ${HIDDEN} }\n` : '') + `${FRAMES} { ${BLACK} }`);
      sheets.set(root, sheet);
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    }
    return seen();
  };

  // Tells first whether all is still covered: a field may have come while the picture was taken.
  understudy.unveil = () => {
    const now = seen();
    lift();
    return now;
  };
})();
