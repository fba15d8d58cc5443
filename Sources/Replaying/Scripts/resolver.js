// SPDX-License-Identifier: Apache-2.0
// Finds the recorded element and waits until it can be acted on; sets what no real input can; reads what is asked for.
//
// One call does a whole attempt after another, once a frame, so that the appliance asks the page once and not once per
// check. Nothing here decides what may be done: it answers what is there, and the appliance acts with real input.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.prepare) return;
  const { fitness, normalise, LIMITS } = understudy;
  const fold = (text) => normalise(text || '').toLowerCase();

  // Resolves with whether a frame came.
  const nextFrame = (until) => new Promise((done) => {
    let isOver = false;
    const finish = (isFrame) => { if (!isOver) { isOver = true; done(isFrame); } };
    requestAnimationFrame(() => finish(true));
    // A page in the background draws no frames; its clock still runs.
    setTimeout(() => finish(false), Math.max(0, Math.min(LIMITS.frame, until - performance.now())));
  });

  // A page that has drawn is busy when no frame comes; one that never has may be one that draws none.
  let hasDrawn = false;
  requestAnimationFrame(() => { hasDrawn = true; });

  // Whose turn it is: what waits from an earlier one gives up.
  let turn = 0;

  // Another hand drives from now on: nothing that was asked for before touches the page any more.
  understudy.standDown = () => {
    turn += 1;
    understudy.guard.disarm();
    return {};
  };

  understudy.titleOf = () => ({ title: understudy.normalise(document.title) });

  // ---- Waiting until an element is fit --------------------------------------------------------------------------

  const NEEDS = {
    click: { pointer: true, enabled: true },
    double: { pointer: true, enabled: true },
    check: { pointer: true, enabled: true },
    uncheck: { pointer: true, enabled: true },
    drag: { pointer: true },
    hover: { pointer: true },
    scroll: {},
    fill: { editable: true },
    append: { editable: true },
    choose: { enabled: true },
    upload: {},
    press: {},
    look: {},
  };

  const waiting = (found, code, detail) => (
    { status: 'waiting', code, detail, winner: found.winner, matches: found.matches, tried: found.tried });

  // One look at everything that must hold. `last` is where the element was a frame ago, since when it is fit, and how
  // many frames in a row have not come.
  function examine(request, found, attempt, last) {
    const element = found.element, needs = NEEDS[request.action];
    if (request.action === 'look') return ready(request, found, null);
    if (request.action === 'upload') {
      const problem = understudy.fileProblem(element, request.files);
      if (problem) return { ...waiting(found, 'not_ready', problem.detail), status: problem.isFinal ? 'refused' : 'waiting' };
      return isParsing(last) ? waiting(found, 'loading', 'the document is still being parsed') : ready(request, found, null);
    }
    const surface = needs.pointer ? fitness.surfaceOf(element) : element;
    if (!fitness.isVisible(surface)) return waiting(found, 'not_visible', 'it has no visible box');
    if (needs.enabled && !fitness.isEnabled(element)) return waiting(found, 'not_enabled', 'it is disabled');
    if (needs.editable) {
      if (!fitness.editableKind(element)) return { ...waiting(found, 'not_fillable', 'it is no field that takes text'), status: 'refused' };
      if (!fitness.isEditable(element)) return waiting(found, 'not_editable', 'it is disabled or read-only');
    }
    if (request.action === 'choose') {
      const problem = optionProblem(element, request.options);
      if (problem) return waiting(found, problem.code, problem.detail);
    }
    if (isParsing(last)) return waiting(found, 'loading', 'the document is still being parsed');
    if (!needs.pointer || settled(request, element)) return ready(request, found, null);
    return aim(request, found, surface, attempt, last);
  }

  function isParsing(last) {
    if (document.readyState !== 'loading') return false;
    if (last.fit === undefined) last.fit = performance.now();
    return performance.now() - last.fit < LIMITS.parsing;
  }

  function aim(request, found, surface, attempt, last) {
    fitness.bringIntoView(found.element, surface, attempt, request.place);
    const box = fitness.boxOf(surface);
    // What is about to be moved has not moved yet: two frames after that say whether it does.
    if (fitness.isAboutToMove(surface)) {
      last.element = null;
      return waiting(found, 'not_stable', 'it is about to move');
    }
    const isSame = last.element === surface && last.box === box;
    if (last.element !== surface) last.motion = watchMotion(surface, box, last);
    Object.assign(last, { element: surface, box });
    const enough = hasDrawn ? LIMITS.stuck : LIMITS.starved;
    const isStill = last.starved > 0 ? last.starved >= enough && !fitness.isMoved(surface) : last.motion.isStill();
    if (!isSame || !isStill) return waiting(found, 'not_stable', 'it is still moving');
    const point = fitness.pointFor(found.element, surface, request.place);
    if (point) return ready(request, found, point);
    const middle = fitness.pointsOf(surface, request.place)[0];
    if (!middle) return waiting(found, 'not_in_view', 'it cannot be scrolled into view');
    const cover = fitness.topElementAt(middle);
    return waiting(found, 'covered', 'another element, ' + fitness.describe(cover) + ', is in front of it');
  }

  // Looks at each frame where an element is: who only looks now and then finds what jumps to and fro at the same place.
  function watchMotion(surface, from, last) {
    let box = from, frames = 0, seen = Number(document.timeline.currentTime) || 0;
    const motion = { isStill: () => frames > 0 };
    const look = (time) => {
      if (last.motion !== motion) return;
      const now = fitness.boxOf(surface);
      // A busy browser may draw the same moment twice, in which nothing moves.
      const isLater = time - seen >= LIMITS.moment;
      if (now !== box) frames = 0;
      else if (isLater) frames += 1;
      if (now !== box || isLater) seen = time;
      box = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    return motion;
  }

  // A box that already is as it should be is left alone.
  function settled(request, element) {
    if (request.action !== 'check' && request.action !== 'uncheck') return false;
    return fitness.isChecked(element) === (request.action === 'check');
  }

  function ready(request, found, point) {
    const answer = { status: 'ready', winner: found.winner, matches: found.matches, tried: found.tried, point };
    const name = understudy.nameOf(found.element);
    if (fold(name) !== fold(request.target.fingerprint.name)) answer.renamed = name;
    if (request.action === 'look') Object.assign(answer, read(found.element));
    if (request.action === 'fill') answer.field = fitness.editableKind(found.element);
    if (settled(request, found.element)) answer.settled = true;
    // A frame takes input that the guard of this document never sees.
    if (point) answer.frames = understudy.all('iframe, frame, object, embed').length > 0;
    return answer;
  }

  // Waits until the target is found, proved and fit for the action, or the time is over; then says which.
  // A page that has settled without it is told as `missing` where a rescue may follow.
  // `request`: { rescuable?, action, target: { locators, fingerprint }, options?, files?: how many, place?: { x, y } as shares of its box, for: milliseconds, guard: number, guarded: kind?, secret?: whether one is typed }
  understudy.prepare = async (request) => {
    const until = performance.now() + request.for;
    const last = {};
    let attempts = 0, answer = null, found = null, isChanged = true, changed = 0;
    const unrest = watchUnrest(() => { isChanged = true; });
    const begun = turn;
    try {
      for (;;) {
        if (turn !== begun) return { status: 'refused', code: 'stood_down', attempts, url: location.href };
        attempts += 1;
        if (isChanged || !found.element || !found.element.isConnected) {
          if (isChanged) unrest.lookAround();
          else isChanged = unrest.isGrown();
          if (isChanged) changed = performance.now();
          isChanged = false;
          found = understudy.resolve(request.target);
        }
        answer = found.element ? examine(request, found, attempts, last)
          : { status: 'waiting', code: found.code, matches: found.matches, tried: found.tried };
        if (answer.status === 'ready' && !enter(request, found.element, answer)) {
          answer = waiting(found, 'not_focused', 'something else on the page takes the focus');
        }
        if (answer.status === 'ready' && request.secret) understudy.markSecret(found.element);
        if (answer.status !== 'waiting') break;
        if (!found.element && request.rescuable && isSettled(changed)) {
          answer.status = 'missing';
          break;
        }
        if (performance.now() >= until) { answer.status = 'refused'; break; }
        last.starved = await nextFrame(until) ? 0 : (last.starved || 0) + 1;
        if (unrest.isPending()) isChanged = true;
      }
    } finally {
      unrest.end();
      last.motion = null;
    }
    return { ...answer, attempts, url: location.href };
  };

  const isSettled = (changed) => performance.now() - changed >= LIMITS.quiet && document.readyState === 'complete';

  // Hears of every change in the document and in its shadow roots, also of those that come later.
  function watchUnrest(tell) {
    const observer = new MutationObserver(tell), watched = new Set();
    let looked = 0;
    const lookAround = () => {
      const fresh = understudy.roots().filter((root) => !watched.has(root));
      for (const root of fresh) {
        watched.add(root);
        observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      }
      looked = performance.now();
      return fresh.length > 0;
    };
    return {
      lookAround,
      // Whether a root has come: nothing tells of one that is attached, so it is looked for now and then.
      isGrown: () => performance.now() - looked >= LIMITS.roots && lookAround(),
      isPending: () => observer.takeRecords().length > 0,
      end: () => observer.disconnect(),
    };
  }

  // The last thing before the input: focus where the input goes to the focus, and the guard. False when the focus did
  // not stay: a page may hand it to a frame of another site, where what is typed would be lost to somebody else.
  function enter(request, element, answer) {
    if (!request.guarded || answer.settled || answer.field === 'set') return true;
    if (request.guarded === 'keyboard') {
      const wasFocused = understudy.contains(element, fitness.focused());
      if (fitness.focused() !== element && !(wasFocused && request.action === 'append')) element.focus({ preventScroll: false });
      if (!wasFocused && request.action === 'append') goToEnd(element);
      const focused = fitness.focused();
      if (!focused || !understudy.contains(element, focused) || !document.hasFocus()) {
        if (request.action !== 'press' || element.tabIndex >= 0) return false;
      }
      if (!understudy.isStillThere(element, request.target)) return false;
      if (request.action === 'fill') selectAll(element);
    }
    understudy.guard.arm(element, request.target, request.guarded, request.guard, CLICKS[request.action] ?? 1);
    return true;
  }

  // How many clicks an input comes to; a drag is told of when the button goes down.
  const CLICKS = { double: 2, drag: 0 };

  function goToEnd(element) {
    selectAll(element);
    if (element.isContentEditable) getSelection().collapseToEnd();
    else if (element.setSelectionRange) element.setSelectionRange(element.value.length, element.value.length);
  }

  function selectAll(element) {
    if (element.isContentEditable) {
      const range = document.createRange();
      range.selectNodeContents(element);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
    } else if (element.select) { element.select(); }
  }

  understudy.isUnder = (request) => ({ under: understudy.guard.isUnder(request.guard, request.point) });
  understudy.isAimed = (request) => ({ aimed: understudy.guard.isAimed(request.guard, request.point) });

  // ---- After the input ------------------------------------------------------------------------------------------

  const letters = (text) => String(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

  // A page may write a value in its own form (blanks in a number, capital letters); the characters must be the same.
  function holds(value, request) {
    if (request.text === undefined) return value.length === request.length || (request.letters > 0 && letters(value).length === request.letters);
    const seen = value.replace(/\r\n/gu, '\n'), wanted = request.text.replace(/\r\n/gu, '\n');
    if (seen === wanted) return true;
    return letters(wanted) !== '' && letters(seen) === letters(wanted);
  }

  // What became of the input. Of a secret only lengths are compared.
  understudy.settle = (request) => {
    const element = understudy.guard.release(request.guard);
    if (!element) return { status: 'gone' };
    const answer = { status: 'here', connected: element.isConnected };
    if (request.action === 'fill') {
      const value = element.isContentEditable ? element.innerText.replace(/\n$/u, '') : element.value;
      answer.taken = request.length === 0 ? value.trim() === '' : holds(value, request);
    }
    if (request.action === 'check' || request.action === 'uncheck') answer.checked = fitness.isChecked(element);
    return answer;
  };

  // ---- Reading --------------------------------------------------------------------------------------------------

  // What `expect`, `wait_for` and `extract` compare. The value of a secret field is never read.
  function read(element) {
    let value = null;
    if (element.localName === 'select') {
      value = Array.from(element.selectedOptions, (option) => normalise(option.label)).join(', ');
    } else if ('value' in element && typeof element.value === 'string' && !understudy.isSecret(element)) { value = element.value; }
    const text = (element.innerText === undefined ? element.textContent : element.innerText) || '';
    return {
      visible: fitness.isVisible(element), text: text.replace(/\s+/gu, ' ').trim().slice(0, 10000), value,
      checked: fitness.isChecked(element),
    };
  }

  // The state of a target at this moment, without waiting; `missing` is a state, not a failure.
  understudy.glance = (request) => {
    const found = understudy.resolve(request.target);
    const answer = { matches: found.matches, tried: found.tried, winner: found.winner || null, url: location.href };
    if (!found.element) return { ...answer, status: 'missing', code: found.code };
    return { ...answer, status: 'present', ...read(found.element) };
  };

  // Waits for a condition. `until` is what must hold: { present?, text?, value?, checked?, title? }.
  understudy.awaitCondition = async (request) => {
    const limit = performance.now() + request.for, begun = turn;
    let attempts = 0;
    for (;;) {
      attempts += 1;
      const state = request.target ? understudy.glance(request) : { url: location.href, matches: {}, tried: [] };
      state.title = document.title;
      const isMet = conditionHolds(request.condition, state);
      if (isMet || performance.now() >= limit || turn !== begun) return { ...state, holds: isMet, attempts };
      await nextFrame(limit);
    }
  };

  function conditionHolds(condition, state) {
    if (condition.title !== undefined) return fold(state.title).includes(fold(condition.title));
    if (condition.gone) return state.status === 'missing' ? state.code === 'not_found' : !state.visible;
    if (state.status !== 'present') return false;
    if (condition.text !== undefined) return state.visible && fold(state.text).includes(fold(condition.text));
    if (condition.value !== undefined) return state.value === condition.value;
    if (condition.checked !== undefined) return state.checked === condition.checked;
    return state.visible;
  }

  // ---- What no real input can do --------------------------------------------------------------------------------

  function optionProblem(element, wanted) {
    if (element.localName !== 'select') return { code: 'not_selectable', detail: 'it is no list of options' };
    if (wanted.length !== 1 && !element.multiple) return { code: 'not_multiple', detail: 'it takes one option only' };
    return wanted.map((name) => namedOptionProblem(element, name)).find(Boolean) || null;
  }

  function namedOptionProblem(element, wanted) {
    const options = optionsNamed(element, wanted);
    if (!options.length) return { code: 'no_such_option', detail: 'it has no such option' };
    if (options.length > 1) return { code: 'ambiguous_option', detail: 'it has several options of that name' };
    const group = options[0].parentElement;
    const isOff = options[0].disabled || (group && group.localName === 'optgroup' && group.disabled);
    return isOff ? { code: 'option_disabled', detail: 'the option is disabled' } : null;
  }

  // An option by its words, by its group and its words ("Fruit / Apple"), or by its value.
  function optionsNamed(element, wanted) {
    const options = Array.from(element.options), name = normalise(wanted);
    const byWords = options.filter((option) => normalise(option.label) === name);
    if (byWords.length) return byWords;
    const byGroup = options.filter((option) => option.parentElement.localName === 'optgroup'
      && normalise(option.parentElement.label + ' / ' + option.label) === name);
    return byGroup.length ? byGroup : options.filter((option) => option.value === wanted);
  }

  const announce = (element) => {
    element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
  };

  // Chooses exactly these options the way a person's choice arrives: focus, then `input` and `change`, once.
  // A native list opens outside the page, where no input of ours could reach it.
  understudy.choose = (request) => {
    const found = understudy.resolve(request.target);
    if (!found.element) return { status: 'refused', code: found.code };
    const element = found.element, problem = optionProblem(element, request.options);
    if (problem) return { status: 'refused', ...problem };
    element.focus();
    if (!understudy.isStill(element, request.target)) return { status: 'refused', code: 'not_proved' };
    const wanted = new Set(request.options.map((name) => optionsNamed(element, name)[0]));
    const isChosen = () => Array.from(element.options).every((option) => option.selected === wanted.has(option));
    if (!isChosen()) {
      for (const option of element.options) if (option.selected !== wanted.has(option)) option.selected = wanted.has(option);
      announce(element);
    }
    return { status: 'done', chosen: isChosen() };
  };

  // Sets a field that no keyboard text reaches (date, colour, range).
  understudy.setValue = (request) => {
    const found = understudy.resolve(request.target);
    if (!found.element) return { status: 'refused', code: found.code };
    const element = found.element;
    element.focus();
    if (!understudy.isStillThere(element, request.target)) return { status: 'refused', code: 'not_proved' };
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(element, request.text);
    announce(element);
    return { status: 'done', taken: element.value === request.text };
  };
})();
