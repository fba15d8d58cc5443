// SPDX-License-Identifier: Apache-2.0
// Tells what a person does on the page, as it happens.
//
// Runs in the isolated world after fingerprint.js. It listens on the window in the capture phase, before any listener
// of the page, and counts only what the browser says that a person did (`isTrusted`). Each report is one JSON text to
// the binding `understudyReport`, which only this world has.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.isRecording) return;
  understudy.isRecording = true;

  const VALUE_LIMIT = 10000;
  let order = 0;

  function report(kind, event, fields) {
    order += 1;
    const text = JSON.stringify({
      kind, order, at: Math.round((performance.timeOrigin + event.timeStamp) * 1000) / 1000, ...fields,
    });
    if (text.length <= 65536) understudyReport(text);
  }

  // ---- Targets, taken before the page can react -------------------------------------------------------------------

  const taken = new WeakMap();

  // The description of an element as it was when the person reached for it; the page may change it at once after.
  function described(element) {
    const known = taken.get(element);
    if (known && performance.now() - known.when < 10000) return known.target;
    return take(element);
  }

  function take(element) {
    const target = understudy.describe(element);
    taken.set(element, { target, when: performance.now() });
    return target;
  }

  const meant = (event) => understudy.retarget(event.composedPath()[0]);

  // ---- Secrets ----------------------------------------------------------------------------------------------------

  function secretName(element) {
    const words = [understudy.labelOf(element), element.getAttribute('name') || '', 'secret'];
    const base = words.find(Boolean).toLowerCase().replace(/[^a-z0-9]+/gu, '-').replace(/^-+|-+$/gu, '');
    return base.slice(0, 40) || 'secret';
  }

  // The value as typed, or only that there is one.
  function valueOf(element) {
    if (understudy.isSecret(element)) return { secret: secretName(element) };
    const value = element.isContentEditable ? element.innerText : element.value;
    return value.length > VALUE_LIMIT ? { value: value.slice(0, VALUE_LIMIT), truncated: true } : { value };
  }

  const TEXTUAL = ['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'time', 'datetime-local', 'month',
    'week', 'color', 'range', ''];

  const isTextual = (element) => element.isContentEditable || element.localName === 'textarea'
    || (element.localName === 'input' && TEXTUAL.includes(element.type));

  const isChoice = (element) => element.localName === 'input' && (element.type === 'checkbox' || element.type === 'radio');

  // ---- What a person does -----------------------------------------------------------------------------------------

  const listeners = {
    pointerdown(event) {
      const element = meant(event);
      if (element) {
        understudy.isSecret(element);
        take(element);
      }
    },

    focusin(event) {
      const element = meant(event);
      if (element && (isTextual(element) || element.localName === 'select')) {
        understudy.isSecret(element);
        described(element);
      }
    },

    click(event) {
      const element = meant(event);
      if (!element) return;
      // A click that a key or a label made comes without a place; the key or the label's own click told of it.
      const isPointer = event.detail > 0;
      report('click', event, {
        target: described(element), button: event.button, detail: event.detail, modifiers: modifiers(event),
        made: isPointer ? undefined : 'by keyboard or label',
        role: isTextual(element) ? 'text' : isChoice(element) ? element.type : element.localName,
      });
    },

    input(event) {
      const element = event.composedPath()[0];
      if (!(element instanceof Element) || !isTextual(editableRoot(element))) return;
      const field = editableRoot(element);
      report('input', event, { target: described(field), ...valueOf(field) });
    },

    change(event) {
      const element = event.composedPath()[0];
      if (!(element instanceof Element)) return;
      if (element.localName === 'select') {
        const chosen = Array.from(element.selectedOptions, (option) => understudy.normalise(option.label));
        report('choose', event, { target: described(element), options: chosen, multiple: element.multiple });
      } else if (isChoice(element)) {
        report('check', event, { target: described(element), checked: element.checked, type: element.type });
      }
    },

    keydown(event) {
      const element = understudy.retarget(event.composedPath()[0]);
      if (!element || !matters(event, element)) return;
      const target = element === document.body || element === document.documentElement ? undefined : described(element);
      report('key', event, { target, key: event.key, modifiers: modifiers(event), in: isTextual(element) ? 'text' : element.localName });
    },

    submit(event) {
      const form = event.composedPath()[0];
      const button = event.submitter;
      report('submit', event, {
        method: (form.getAttribute('method') || 'get').toLowerCase(),
        by: button instanceof Element ? understudy.nameOf(button) : '',
      });
    },
  };

  const editableRoot = (element) => {
    let root = element;
    while (root.parentElement && root.parentElement.isContentEditable) root = root.parentElement;
    return root.isContentEditable ? root : element;
  };

  const NAMED = new Set(['Enter', 'Tab', 'Escape', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp',
    'PageDown', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12']);
  const EDITING = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete']);

  // Keys that do something by themselves. What is typed into a field comes with the field's value.
  function matters(event, element) {
    if (event.isComposing || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return false;
    const text = isTextual(element), held = event.ctrlKey || event.altKey || event.metaKey;
    if (text && EDITING.has(event.key)) return false;
    if (text && event.key === 'Enter' && (element.localName === 'textarea' || element.isContentEditable) && !held) return false;
    if (text && held && ['a', 'c', 'v', 'x', 'z', 'y'].includes(event.key.toLowerCase())) return false;
    if (element.localName === 'select' && !['Enter', 'Escape', 'Tab'].includes(event.key)) return false;
    if (NAMED.has(event.key)) return true;
    if (held) return event.key.length === 1 || event.key === 'Backspace' || event.key === 'Delete';
    if (event.key === ' ') return !text && !isChoice(element);
    return !text && (event.key === 'Delete' || event.key === 'Backspace' || event.key.length === 1);
  }

  function modifiers(event) {
    return (event.altKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.metaKey ? 4 : 0) | (event.shiftKey ? 8 : 0);
  }

  for (const [type, listener] of Object.entries(listeners)) {
    addEventListener(type, (event) => {
      if (!event.isTrusted) return;
      try { listener(event); } catch (error) {
        report('lost', event, { type, why: error instanceof Error ? error.name : 'unknown' });
      }
    }, { capture: true, passive: true });
  }
})();
