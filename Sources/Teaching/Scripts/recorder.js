// SPDX-License-Identifier: Apache-2.0
// Tells what a person does on the page, as it happens.
//
// Runs in the isolated world after the scripts that describe elements. It listens on the window in the capture phase,
// before any listener of the page, and counts only what the browser says that a person did. Each report is one JSON
// text to the binding `understudyReport`, which only this world has.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.isRecording) return;
  understudy.isRecording = true;

  const REPORT_LIMIT = 262144, VALUE_LIMIT = 100000;
  let order = 0;

  // What is only known when its event is over; a page that is busy comes to the next one before it comes to a timer.
  let unsaid = null;

  function say() {
    const last = unsaid;
    unsaid = null;
    if (last) last();
  }

  function report(kind, event, fields) {
    say();
    order += 1;
    const at = Math.round((performance.timeOrigin + event.timeStamp) * 1000) / 1000;
    const text = JSON.stringify({ kind, order, at, ...fields });
    understudyReport(text.length <= REPORT_LIMIT ? text : JSON.stringify({ kind: 'lost', order, at, type: kind, why: 'too large' }));
  }

  // ---- Targets, taken before the page can react -------------------------------------------------------------------

  const taken = new WeakMap();

  function take(element) {
    const target = understudy.describe(element);
    taken.set(element, target);
    return target;
  }

  // The description of an element as it was when the person reached for it; the page may change it at once after.
  const described = (element) => taken.get(element) || take(element);

  // What a field is called while it has the focus: some call themselves something else then, and are the same field.
  const alias = new WeakMap();

  // A page may use one field for one question after another: it is another field when it is called something else.
  function refresh(element) {
    const known = taken.get(element), name = understudy.nameOf(element);
    if (!known || (known.fingerprint.name !== name && alias.get(element) !== name)) take(element);
  }

  const meant = (event) => understudy.retarget(understudy.originOf(event));

  const editableRoot = (element) => {
    let root = element;
    while (root.parentElement && root.parentElement.isContentEditable) root = root.parentElement;
    return root.isContentEditable ? root : element;
  };

  // ---- Values -----------------------------------------------------------------------------------------------------

  function secretName(element) {
    const words = [understudy.labelOf(element), understudy.attribute(element, 'name') || '', understudy.attribute(element, 'autocomplete') || '',
      'secret-' + (Array.from(document.querySelectorAll('input')).indexOf(element) + 1)];
    const slug = (text) => text.toLowerCase().replace(/[^a-z0-9]+/gu, '-').replace(/^-+|-+$/gu, '').slice(0, 40).replace(/-+$/u, '');
    return words.map(slug).find(Boolean) || 'secret';
  }

  const shownBy = (element) => (element.isContentEditable ? element.innerText.replace(/\n$/u, '').replace(/\u00a0/gu, ' ') : element.value);

  // Secrets that were typed on this page: another field that shows one is as secret.
  const SECRET_LIMIT = 4;
  const typed = new Map();
  const isTyped = (value) => Array.from(typed.values()).includes(value);

  // The value as typed; or that it is a secret, with the value for the appliance to look for in what follows, which it
  // writes nowhere. `secret_field` is the name under which a form sends it.
  function valueOf(element) {
    const value = shownBy(element);
    if (!understudy.isSecret(element) && (understudy.isCardNumber(value) || isTyped(value))) understudy.markSecret(element);
    if (understudy.isSecret(element)) {
      const secret = understudy.secretOf(element);
      if (secret.length >= SECRET_LIMIT) typed.set(element, secret);
      return { secret: secretName(element), secret_field: understudy.attribute(element, 'name') || '', secret_value: secret.slice(0, VALUE_LIMIT) };
    }
    return value.length > VALUE_LIMIT ? { value: value.slice(0, VALUE_LIMIT), truncated: true } : { value };
  }

  // What the person wants hidden: the next field that is typed into. `heard` says of which wish this document knows.
  let hiding = { heard: 0, isOn: false };
  const hidden = new WeakMap();
  understudy.hideNext = (number) => { hiding = { heard: number, isOn: true }; };

  function hide(field) {
    if (!hiding.isOn) return;
    hiding.isOn = false;
    hidden.set(field, hiding.heard);
    understudy.markSecret(field);
  }

  const fieldsOf = (field) => ({ target: described(field), ...valueOf(field), hidden: hidden.get(field), heard: hiding.heard });

  // What may become a card's number, or a secret that is known, is held back from the first character on, until it is
  // known what it is.
  let held = null;
  const mayBeSecret = (element) => typeof element.value === 'string' && element.value !== ''
    && ((element.localName === 'input' && /^[\d\s-]+$/u.test(element.value)) || Array.from(typed.values()).some((secret) => secret.startsWith(element.value)));

  function flush(event) {
    if (!held) return;
    const { element, event: cause } = held;
    held = null;
    report('input', cause || event, fieldsOf(element));
  }

  // ---- Is it a person's doing? ------------------------------------------------------------------------------------

  // A script's `click()` changes a box with an event that counts as trusted, and so does a script's editing command.
  // The click before it, or the missing `beforeinput`, gives them away.
  const clicks = new WeakMap();
  let awaitedInput = null;

  const isByHand = (element, event) => {
    if (event.inputType && awaitedInput === element) return true;
    // Pickers and spinners give their value without `beforeinput`.
    return !event.inputType && navigator.userActivation.isActive;
  };

  // ---- A press that no click follows ------------------------------------------------------------------------------

  let press = null;

  const isPutAway = (element) => !element.isConnected || element.getClientRects().length === 0;

  // Things that act when the button goes down take their element away, or hide it, and no click ever comes.
  function endPress(event) {
    const pressed = press;
    press = null;
    // What was never seen itself (a field behind its label) is not put away by the press.
    if (!pressed || pressed.isClicked || pressed.wasAway || !isPutAway(pressed.element)) return;
    report('click', event, { ...pressed.fields, made: undefined });
  }

  const clickFields = (event, element, target) => ({
    target, button: event.button, detail: Math.max(1, event.detail), modifiers: modifiers(event),
    role: kindOf(element), place: understudy.recording.placeOf(event, element), link: isLink(element) || undefined,
  });

  const isLink = (element) => !!understudy.closest(element, 'a[href], area[href]');

  const kindOf = (element) => {
    if (understudy.isTextual(element)) return element.readOnly || element.disabled ? 'field' : 'text';
    return understudy.isChoice(element) ? element.type : element.localName;
  };

  // ---- What a person does -----------------------------------------------------------------------------------------

  function focusedField(event) {
    const element = understudy.originOf(event);
    if (!(element instanceof Element)) return null;
    const field = editableRoot(element);
    return understudy.isTextual(field) || field.localName === 'select' ? field : null;
  }

  const listeners = {
    pointerdown(event) {
      const element = meant(event);
      flush(event);
      understudy.recording.settle();
      press = null;
      if (!element) return;
      understudy.isSecret(element);
      press = { element, isClicked: false, wasAway: isPutAway(element), fields: clickFields(event, element, take(element)) };
    },

    mouseup(event) { setTimeout(() => endPress(event), 0); },

    // Before the page hears of it, and after.
    focus(event) {
      const field = focusedField(event);
      if (!field || (press && press.element === field)) return;
      understudy.isSecret(field);
      alias.delete(field);
      refresh(field);
    },

    focusin(event) {
      const field = focusedField(event);
      if (!field) return;
      understudy.isSecret(field);
      alias.set(field, understudy.nameOf(field));
      refresh(field);
    },

    focusout(event) { flush(event); },

    // A page that sends its form as the last digit comes leaves no time for anything else.
    pagehide(event) {
      flush(event);
      if (window === top) report('left', event, { by_page: window.closed });
    },

    // The focus left for something embedded that is no page: what is done there is not heard.
    blur(event) {
      if (event.target !== window) return;
      setTimeout(() => {
        if (['OBJECT', 'EMBED'].includes((document.activeElement || {}).tagName)) report('other', event, { type: 'work inside an embedded object' });
      }, 0);
    },

    click(event) {
      const element = meant(event);
      // The click at the end of a drag is part of it.
      if (!element || understudy.recording.isDragged(event)) return;
      // Where a range was clicked says nothing; the value that came of it has been told.
      if (element.localName === 'input' && element.type === 'range') return;
      if (press && press.element === element) press.isClicked = true;
      // What took its press and was put away for it leaves the click to what is around it.
      if (press && !press.isClicked && isPutAway(press.element) && understudy.contains(element, press.element)) {
        press.isClicked = true;
        report('click', event, { ...press.fields, made: undefined });
        return;
      }
      // A click that a key or a label made comes without a place; the key or the label's own click told of it.
      const isPointer = event.detail > 0;
      const fields = { ...clickFields(event, element, described(element)), made: isPointer ? undefined : 'by keyboard or label' };
      if (fields.modifiers && fields.link) {
        // Of a link the browser makes another tab or window, unless the page has kept it from that; it is told before the tab is.
        say();
        unsaid = () => report('click', event, { ...fields, link: !event.defaultPrevented || undefined });
        addEventListener('click', say, { once: true, passive: true });
        setTimeout(say, 0);
        return;
      }
      report('click', event, fields);
      if (understudy.isChoice(element) && understudy.originOf(event) === element) {
        // A page that toggles its boxes itself lets no change follow.
        setTimeout(() => { if (event.defaultPrevented) report('click', event, { ...clickFields(event, element, described(element)), role: 'own' }); }, 0);
      }
    },

    // Of a link the browser makes another tab; elsewhere only what the page makes of it counts.
    auxclick(event) {
      const element = event.button === 1 ? meant(event) : null;
      if (event.button === 2) return;
      if (!element) { report('other', event, { type: 'a click with another button' }); return; }
      const target = described(element);
      if (isLink(element)) { report('middle_click', event, { target }); return; }
      say();
      unsaid = () => report(...(event.defaultPrevented ? ['middle_click', event, { target }] : ['other', event, { type: 'a click with the middle button' }]));
      setTimeout(say, 0);
    },

    // Only what the page makes of it can be done again: the browser's own menu is no part of the page.
    contextmenu(event) {
      const element = meant(event);
      if (!element) return;
      const target = described(element), place = understudy.recording.placeOf(event, element);
      say();
      unsaid = () => {
        if (event.defaultPrevented) report('contextmenu', event, { target, place });
        else report('other', event, { type: 'a click with the right button' });
      };
      setTimeout(say, 0);
    },

    beforeinput(event) {
      const element = understudy.originOf(event);
      if (!(element instanceof Element)) return;
      awaitedInput = editableRoot(element);
      refresh(awaitedInput);
    },

    input(event) {
      const element = understudy.originOf(event);
      if (!(element instanceof Element)) return;
      const field = editableRoot(element);
      if (!understudy.isTextual(field) || !isByHand(field, event)) return;
      awaitedInput = null;
      hide(field);
      if (!understudy.isSecret(field) && mayBeSecret(field)) { held = { element: field, event }; return; }
      held = null;
      report('input', event, {
        ...fieldsOf(field), breaks: /^insert(LineBreak|Paragraph)$/u.test(event.inputType || '') || undefined,
      });
    },

    change(event) {
      const element = understudy.originOf(event);
      if (!(element instanceof Element)) return;
      flush(event);
      if (element.localName === 'select') {
        report('choose', event, { target: described(element), options: Array.from(element.selectedOptions, wordsOf), multiple: element.multiple });
      } else if (understudy.isChoice(element) && clicks.get(element) !== 'script') {
        report('check', event, { target: described(element), checked: element.checked, type: element.type });
      }
    },

    keydown(event) {
      const element = understudy.retarget(understudy.originOf(event));
      if (understudy.isPointing) return;
      understudy.recording.settle();
      if (event.key === 'Enter' || event.key === 'Tab') flush(event);
      if (!element) return;
      const isPage = element === document.body || element === document.documentElement;
      if (understudy.isTextual(element) || isPage) { if (!isPage) refresh(element); } else take(element);
      if (!matters(event, element)) return;
      if (isSecretKey(event, element)) { report('other', event, { type: 'a key that may be part of a secret' }); return; }
      const fields = {
        target: isPage ? undefined : described(element), key: event.key, modifiers: modifiers(event),
        in: understudy.isTextual(element) ? (isMultiline(element) ? 'lines' : 'text') : element.localName,
      };
      if (event.key !== 'Tab' || event.ctrlKey || event.altKey || event.metaKey) { report('key', event, fields); return; }
      // Whether the page made something of it is known when all its listeners have had it.
      say();
      unsaid = () => report('key', event, { ...fields, moves_focus: !event.defaultPrevented });
      setTimeout(say, 0);
    },

    submit(event) {
      flush(event);
      const form = understudy.originOf(event);
      const button = event.submitter;
      const method = understudy.attribute(form, 'method') || 'get';
      const override = form.querySelector('input[type=hidden][name=_method]');
      report('submit', event, {
        method: String((override && override.value) || method).toLowerCase().slice(0, 10),
        by: button instanceof Element ? understudy.nameOf(button) : '',
      });
    },
  };

  // An option by its words; with its group, or by its value, when its words alone are not enough.
  function wordsOf(option) {
    const words = understudy.normalise(option.label);
    const twins = Array.from(option.closest('select').options).filter((other) => understudy.normalise(other.label) === words);
    if (twins.length < 2) return words;
    const group = option.parentElement.localName === 'optgroup' ? understudy.normalise(option.parentElement.label + ' / ' + option.label) : '';
    const isPlain = group && twins.filter((other) => other.parentElement.label === option.parentElement.label).length === 1;
    return isPlain ? group : option.value;
  }

  const NAMED = new Set(['Enter', 'Tab', 'Escape', 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp',
    'PageDown', 'F1', 'F2', 'F3', 'F4', 'F5', 'F6', 'F7', 'F8', 'F9', 'F10', 'F11', 'F12']);
  const EDITING = new Set(['ArrowLeft', 'ArrowRight', 'Home', 'End', 'Backspace', 'Delete']);
  const isMultiline = (element) => element.localName === 'textarea' || element.isContentEditable;

  // Keys that do something by themselves. What is typed into a field comes with the field's value.
  function matters(event, element) {
    if (event.isComposing || ['Control', 'Shift', 'Alt', 'Meta', 'Process', 'Unidentified', 'Dead'].includes(event.key)) return false;
    const text = understudy.isTextual(element), isHeld = event.ctrlKey || event.altKey || event.metaKey;
    if (text && EDITING.has(event.key)) return false;
    if (text && isMultiline(element) && ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'].includes(event.key) && !isHeld) return false;
    if (text && isHeld && ['a', 'c', 'v', 'x', 'z', 'y'].includes(event.key.toLowerCase())) return false;
    if (element.localName === 'select' && !['Enter', 'Escape', 'Tab'].includes(event.key)) return false;
    if (element.localName === 'input' && element.type === 'radio' && event.key.startsWith('Arrow')) return false;
    if (NAMED.has(event.key)) return true;
    if (isHeld) return event.key.length === 1 || event.key === 'Backspace' || event.key === 'Delete';
    if (event.key === ' ') return !text && !understudy.isChoice(element);
    return !text && (event.key === 'Delete' || event.key === 'Backspace' || event.key.length === 1);
  }

  // Characters typed on something that is no field, but says that it takes a code.
  function isSecretKey(event, element) {
    if (event.key.length !== 1 || event.ctrlKey || event.altKey || event.metaKey || understudy.isTextual(element)) return false;
    if (hiding.isOn) return true;
    const target = taken.get(element);
    const around = target ? [target.fingerprint.name, target.fingerprint.heading, target.fingerprint.form] : [];
    const own = [understudy.attribute(element, 'id'), understudy.attribute(element, 'class'), document.title];
    return understudy.soundsSecret(around.concat(own).join(' ; '));
  }

  function modifiers(event) {
    return (event.altKey ? 1 : 0) | (event.ctrlKey ? 2 : 0) | (event.metaKey ? 4 : 0) | (event.shiftKey ? 8 : 0);
  }

  const handled = (own) => Object.entries(own).map(([type, listener]) => [type, (event) => {
    if (type === 'click') clicks.set(understudy.originOf(event), event.isTrusted ? 'person' : 'script');
    if (!event.isTrusted || globalThis.understudy !== understudy) return;
    try { listener(event); } catch (error) {
      report('lost', event, { type, why: error instanceof Error ? error.name : 'unknown' });
    }
  }]);

  // A page that writes its document anew takes every listener away; adding one that is still there changes nothing.
  function hear(own) {
    const handlers = handled(own);
    const listen = () => { for (const [type, handler] of handlers) addEventListener(type, handler, { capture: true, passive: true }); };
    listen();
    understudy.changes.push(listen);
  }
  hear(listeners);

  // The browser has one word for a page that goes through its history and for a person who asks the browser to.
  if (globalThis.navigation && window === top) {
    navigation.addEventListener('navigate', (event) => {
      if (event.isTrusted && event.navigationType === 'traverse' && globalThis.understudy === understudy) {
        report('traverse', event, { by_page: !event.userInitiated });
      }
    });
  }

  // What changes inside a shadow root is told to nobody outside of it.
  const heardIn = new WeakSet();
  function hearIn(root) {
    if (heardIn.has(root)) return;
    heardIn.add(root);
    for (const [type, handler] of handled({ change: listeners.change, submit: listeners.submit })) {
      root.addEventListener(type, handler, { capture: true, passive: true });
    }
  }
  understudy.whenAdopted(hearIn);
  for (const type of ['pointerdown', 'focusin']) {
    addEventListener(type, (event) => { for (const node of event.composedPath()) if (node instanceof ShadowRoot) hearIn(node); }, { capture: true, passive: true });
  }

  // What the scripts that record gestures share with this one.
  understudy.recording = { report, described, meant, hear, isDragged: () => false, placeOf: () => undefined, settle() {}, forgetPress() { press = null; } };

  // Comes after all that was reported before it; what is held back stays so.
  understudy.mark = (number) => { setTimeout(() => report('mark', { timeStamp: performance.now() }, { mark: number }), 0); };

  // The end of a recording: whatever was reported before it comes before it, also what waits for its event to end.
  understudy.lastWord = () => {
    flush({ timeStamp: performance.now() });
    understudy.recording.settle();
    setTimeout(() => report('last', { timeStamp: performance.now() }, {}), 0);
  };
})();
