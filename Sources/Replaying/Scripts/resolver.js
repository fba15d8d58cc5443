// SPDX-License-Identifier: Apache-2.0
// Finds the recorded element, waits until it can be acted on, and guards the input that follows.
//
// Runs in the isolated world after fingerprint.js. One call does a whole attempt after another, once a frame, so that
// the appliance asks the page once and not once per check. Nothing here decides what may be done: it answers what is
// there, and the appliance acts with real input.
(() => {
  'use strict';
  const understudy = globalThis.understudy;

  // ---- Which element is it? -------------------------------------------------------------------------------------

  const STRONG = ['data-testid', 'data-test', 'data-qa', 'data-cy', 'data-test-id', 'id', 'name', 'href', 'placeholder',
    'alt', 'title', 'aria-label', 'value'];
  const CONTEXT_LIKENESS = 0.6;

  const fold = (text) => understudy.normalise(text || '').toLowerCase();
  const withoutDigits = (text) => fold(text).replace(/\d+/g, '#');
  const words = (text) => new Set(fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean));

  function likeness(left, right) {
    const a = words(left), b = words(right);
    if (!a.size && !b.size) return 1;
    let common = 0;
    for (const word of a) if (b.has(word)) common += 1;
    return common / (a.size + b.size - common);
  }

  // Compares an element with what was recorded of it: which keys agree, which do not, and what forbids it outright.
  function prove(element, recorded, sameNamedNow) {
    const seen = understudy.fingerprint(element);
    const agree = [], differ = [];
    if (seen.tag !== recorded.tag) return refusal('is a <' + seen.tag + '>, not a <' + recorded.tag + '>', seen);
    if (fold(seen.role) !== fold(recorded.role)) return refusal('has another role', seen);
    const attributes = recorded.attributes || {}, now = seen.attributes || {};
    if ((attributes.type || '') !== (now.type || '')) return refusal('has another type', seen);
    for (const key of STRONG) {
      if (!(key in attributes)) continue;
      (key in now && now[key] === attributes[key] ? agree : differ).push(key);
    }
    const name = compareName(seen, recorded);
    if (name === 'other') {
      const firm = agree.filter((key) => key !== 'value');
      if (firm.length < 2 || differ.length) return refusal('has another name', seen);
    } else if (name !== 'none') {
      agree.push('name');
    }
    if (name === 'digits' && !agree.some((key) => key !== 'name')) return refusal('has a name with other numbers', seen);
    if (recorded.label && fold(seen.label) === fold(recorded.label)) agree.push('label');
    if (!recorded.name && recorded.text && fold(seen.text) === fold(recorded.text)) agree.push('text');
    if (!agree.length) return refusal('has nothing left of what was recorded', seen);
    return proveContext(seen, recorded, agree, differ, sameNamedNow);
  }

  function compareName(seen, recorded) {
    if (!recorded.name) return 'none';
    if (fold(seen.name) === fold(recorded.name)) return 'same';
    if (withoutDigits(seen.name) === withoutDigits(recorded.name) && /\p{L}/u.test(recorded.name)) return 'digits';
    return 'other';
  }

  // Others with the same role and name, then or now: what surrounds it must tell it apart.
  function proveContext(seen, recorded, agree, differ, sameNamedNow) {
    const others = (recorded.counts && recorded.counts.name) || 1;
    if (others <= 1 && sameNamedNow <= 1) return { ok: true, agree, differ };
    const unique = agree.some((key) => key !== 'name' && key !== 'label' && key !== 'value'
      && (recorded.counts && recorded.counts['@' + key]) === 1);
    if (!recorded.context) {
      return unique ? { ok: true, agree, differ }
        : refusal('is one of several that look alike', seen);
    }
    const exact = withoutDigits(seen.context) === withoutDigits(recorded.context);
    if (exact || likeness(seen.context, recorded.context) >= CONTEXT_LIKENESS) {
      return { ok: true, agree: agree.concat('context'), differ };
    }
    return refusal('stands in another place: its surroundings differ', seen);
  }

  function refusal(why, seen) {
    return { ok: false, why, role: seen.role, tag: seen.tag };
  }

  // Asks all locators at once. Only a single hit that proves itself counts; two such hits that differ are ambiguous.
  function resolve(target) {
    const matches = {}, tried = [];
    const hits = target.locators.map((locator) => {
      let found = [];
      try { found = Array.from(understudy.find(locator)); } catch (error) { found = []; }
      matches[locator.kind] = found.length;
      return { kind: locator.kind, found };
    });
    const sameNamed = target.fingerprint.name
      ? understudy.find({ kind: 'role', role: target.fingerprint.role, name: target.fingerprint.name }).length : 1;
    let winner = null;
    for (const hit of hits) {
      if (hit.found.length !== 1) {
        tried.push({ kind: hit.kind, matched: hit.found.length, why: hit.found.length ? 'matches several' : 'matches nothing' });
        continue;
      }
      const proof = prove(hit.found[0], target.fingerprint, sameNamed);
      tried.push({ kind: hit.kind, matched: 1, why: proof.ok ? 'is proved by ' + proof.agree.join(', ') : proof.why });
      if (!proof.ok) continue;
      if (!winner) winner = { kind: hit.kind, element: hit.found[0], agree: proof.agree };
      else if (winner.element !== hit.found[0]) return { code: 'ambiguous', matches, tried };
    }
    if (winner) return { element: winner.element, winner: winner.kind, matches, tried };
    const any = hits.some((hit) => hit.found.length);
    return { code: any ? 'not_proved' : 'not_found', matches, tried };
  }

  // ---- Can it be acted on? --------------------------------------------------------------------------------------

  function isVisible(element) {
    if (!element.isConnected) return false;
    const style = getComputedStyle(element);
    if (style.visibility !== 'visible' || style.display === 'none') return style.display === 'contents';
    const box = element.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  }

  const CONTROL = 'button, input, select, textarea, option, optgroup, fieldset';

  function isEnabled(element) {
    if (element.matches(CONTROL) && element.matches(':disabled')) return false;
    return !element.closest('[aria-disabled="true" i]');
  }

  function isEditable(element) {
    if (!isEnabled(element)) return false;
    if (element.isContentEditable) return true;
    return !element.readOnly && element.getAttribute('aria-readonly') !== 'true';
  }

  // A form control that is drawn by its label (a styled checkbox) is clicked there.
  function pointerSurface(element) {
    if (isVisible(element)) return element;
    const labels = element.labels ? Array.from(element.labels) : [];
    return labels.find(isVisible) || element;
  }

  function boxOf(element) {
    const box = element.getBoundingClientRect();
    return [box.x, box.y, box.width, box.height].map((value) => Math.round(value * 4) / 4).join(' ');
  }

  // The middle of the part that is inside the viewport; of a text that wraps, the middle of its first line.
  function pointOf(element) {
    const boxes = Array.from(element.getClientRects());
    const box = boxes.find((candidate) => candidate.width > 0 && candidate.height > 0)
      || element.getBoundingClientRect();
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) return null;
    return { x: (left + right) / 2, y: (top + bottom) / 2 };
  }

  function topElementAt(point) {
    let found = document.elementFromPoint(point.x, point.y);
    while (found && found.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(point.x, point.y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  }

  function contains(outer, inner) {
    for (let node = inner; node; node = node.parentNode || node.host) if (node === outer) return true;
    return false;
  }

  // Whether input at an element reaches the target: it is inside it, or inside its label.
  function reaches(target, hit) {
    if (!hit) return false;
    if (contains(target, hit)) return true;
    const labels = target.labels ? Array.from(target.labels) : [];
    if (labels.some((label) => contains(label, hit))) return true;
    const climbed = understudy.retarget(hit);
    return climbed === target;
  }

  const ALIGNMENTS = ['nearest', 'center', 'end', 'start'];

  function bringIntoView(surface, attempt) {
    const point = pointOf(surface);
    if (point && reaches(surface, topElementAt(point))) return;
    surface.scrollIntoView({ block: ALIGNMENTS[attempt % ALIGNMENTS.length], inline: 'nearest', behavior: 'instant' });
  }

  const nextFrame = (until) => new Promise((done) => {
    let isOver = false;
    const finish = () => { if (!isOver) { isOver = true; done(); } };
    requestAnimationFrame(finish);
    // A page in the background draws no frames; its clock still runs.
    setTimeout(finish, Math.max(0, Math.min(100, until - performance.now())));
  });

  // ---- Guarding the input ---------------------------------------------------------------------------------------

  let guard = null;

  function disarm() {
    if (!guard) return;
    for (const type of guard.types) removeEventListener(type, guard.listener, true);
    guard = null;
  }

  const POINTER_EVENTS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];
  const GUARDED = { pointer: POINTER_EVENTS, key: ['keydown', 'keypress', 'keyup'], text: ['beforeinput'] };

  // From now on the first real event of this kind must reach the target; anything else is stopped and told.
  function arm(element, kind, number) {
    disarm();
    const types = GUARDED[kind];
    let verdict = null;
    const listener = (event) => {
      if (!event.isTrusted) return;
      const hit = event.composedPath()[0];
      if (verdict === null) {
        verdict = kind === 'pointer' ? reaches(element, hit) : contains(element, hit);
        understudyReplay(JSON.stringify({ guard: number, hit: verdict, got: describe(hit) }));
      }
      if (!verdict) { event.preventDefault(); event.stopImmediatePropagation(); }
    };
    for (const type of types) addEventListener(type, listener, true);
    guard = { types, listener, element, number };
  }

  // A tag name and a role are the page's structure, not its text.
  function describe(node) {
    if (!(node instanceof Element)) return 'the page itself';
    return '<' + node.localName + '>';
  }

  // ---- The calls ------------------------------------------------------------------------------------------------

  const NEEDS = {
    click: { pointer: true, enabled: true },
    check: { pointer: true, enabled: true },
    uncheck: { pointer: true, enabled: true },
    fill: { editable: true },
    choose: { enabled: true },
    press: {},
    look: {},
  };

  function notReady(found, code, detail) {
    return { status: 'waiting', code, detail, winner: found.winner, matches: found.matches, tried: found.tried };
  }

  // One look at everything that must hold. `last` is where the element was a frame ago.
  function examine(request, found, attempt, last) {
    const element = found.element, needs = NEEDS[request.action];
    if (document.readyState === 'loading') return notReady(found, 'loading', 'the document is still being parsed');
    if (request.action === 'look') return ready(request, found, null);
    const surface = needs.pointer ? pointerSurface(element) : element;
    if (!isVisible(surface)) return notReady(found, 'not_visible', 'it has no visible box');
    if (needs.enabled && !isEnabled(element)) return notReady(found, 'not_enabled', 'it is disabled');
    if (needs.editable) {
      const kind = editableKind(element);
      if (!kind) return { ...notReady(found, 'not_fillable', 'it is no field that takes text'), status: 'refused' };
      if (!isEditable(element)) return notReady(found, 'not_editable', 'it is disabled or read-only');
    }
    if (request.action === 'choose') {
      const problem = optionProblem(element, request.option);
      if (problem) return notReady(found, problem.code, problem.detail);
    }
    if (!needs.pointer) return ready(request, found, null);
    if (settled(request, element)) return ready(request, found, null);
    bringIntoView(surface, attempt);
    const box = boxOf(surface);
    if (last.element !== surface || last.box !== box) {
      last.element = surface;
      last.box = box;
      return notReady(found, 'not_stable', 'it is still moving');
    }
    const point = pointOf(surface);
    if (!point) return notReady(found, 'not_in_view', 'it cannot be scrolled into view');
    const hit = topElementAt(point);
    if (!reaches(element, hit)) return notReady(found, 'covered', 'another element, ' + describe(hit) + ', is in front of it');
    return ready(request, found, point);
  }

  // A box that already is as it should be is left alone.
  function settled(request, element) {
    if (request.action !== 'check' && request.action !== 'uncheck') return false;
    return isChecked(element) === (request.action === 'check');
  }

  function ready(request, found, point) {
    const answer = {
      status: 'ready', winner: found.winner, matches: found.matches, tried: found.tried, point,
    };
    if (request.action === 'look') Object.assign(answer, read(found.element));
    if (request.action === 'fill') answer.field = editableKind(found.element);
    if (settled(request, found.element)) answer.settled = true;
    return answer;
  }

  // Waits until the target is found, proved and fit for the action, or the time is over; then says which.
  // `request`: { action, target: { locators, fingerprint }, option?, for: milliseconds, guard: number, guarded: kind? }
  understudy.prepare = async (request) => {
    const until = performance.now() + request.for;
    const last = {};
    let attempts = 0, answer = null, found = null, changes = 0, seen = -1;
    const observer = new MutationObserver(() => { changes += 1; });
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    try {
      for (;;) {
        attempts += 1;
        if (!found || !found.element || !found.element.isConnected || seen !== changes) {
          seen = changes;
          found = resolve(request.target);
        }
        answer = found.element ? examine(request, found, attempts, last)
          : { status: 'waiting', code: found.code, matches: found.matches, tried: found.tried };
        if (answer.status !== 'waiting') break;
        if (performance.now() >= until) { answer.status = 'refused'; break; }
        await nextFrame(until);
        changes += observer.takeRecords().length ? 1 : 0;
      }
    } finally { observer.disconnect(); }
    if (answer.status === 'ready' && request.guarded && !answer.settled && answer.field !== 'set') enter(request, found.element);
    return { ...answer, attempts, url: location.href };
  };

  // The last thing before the input: focus where the input goes to the focus, and the guard.
  function enter(request, element) {
    if (request.guarded !== 'pointer') {
      if (document.activeElement !== element) element.focus({ preventScroll: false });
      if (request.action === 'fill') selectAll(element);
    }
    arm(element, request.guarded, request.guard);
  }

  function editableKind(element) {
    if (element.isContentEditable) return 'rich';
    if (element.localName === 'textarea') return 'plain';
    if (element.localName !== 'input') return null;
    const plain = ['text', 'search', 'url', 'tel', 'email', 'password', 'number', ''];
    if (plain.includes(element.type)) return 'plain';
    return ['date', 'time', 'datetime-local', 'month', 'week', 'color', 'range'].includes(element.type) ? 'set' : null;
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

  function isChecked(element) {
    if (element.localName === 'input') return element.checked;
    return element.getAttribute('aria-checked') === 'true';
  }

  // What `expect`, `wait_for` and `extract` compare. The value of a secret field is never read.
  function read(element) {
    const isSecret = understudy.isSecret ? understudy.isSecret(element) : element.type === 'password';
    let value = null;
    if (element.localName === 'select') {
      value = Array.from(element.selectedOptions, (option) => understudy.normalise(option.label)).join(', ');
    } else if ('value' in element && !isSecret && typeof element.value === 'string') { value = element.value; }
    const text = (element.innerText === undefined ? element.textContent : element.innerText) || '';
    return {
      visible: isVisible(element), text: text.replace(/\s+/g, ' ').trim().slice(0, 10000), value,
      checked: isChecked(element),
    };
  }

  // The state of a target at this moment, without waiting; `missing` is a state, not a failure.
  understudy.glance = (request) => {
    const found = resolve(request.target);
    const answer = { matches: found.matches, tried: found.tried, winner: found.winner || null, url: location.href };
    if (!found.element) return { ...answer, status: 'missing', code: found.code };
    return { ...answer, status: 'present', ...read(found.element) };
  };

  // Waits for a condition. `until` is what must hold: { present?, text?, value?, checked?, title? }.
  understudy.awaitCondition = async (request) => {
    const limit = performance.now() + request.for;
    let attempts = 0;
    for (;;) {
      attempts += 1;
      const state = request.target ? understudy.glance(request) : { url: location.href, matches: {}, tried: [] };
      state.title = document.title;
      const holds = conditionHolds(request.condition, state);
      if (holds || performance.now() >= limit) return { ...state, holds, attempts };
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

  function optionProblem(element, wanted) {
    if (element.localName !== 'select') return { code: 'not_selectable', detail: 'it is no list of options' };
    const option = optionNamed(element, wanted);
    if (!option) return { code: 'no_such_option', detail: 'it has no such option' };
    const group = option.parentElement;
    const isOff = option.disabled || (group && group.localName === 'optgroup' && group.disabled);
    return isOff ? { code: 'option_disabled', detail: 'the option is disabled' } : null;
  }

  function optionNamed(element, wanted) {
    const options = Array.from(element.options);
    return options.find((option) => understudy.normalise(option.label) === understudy.normalise(wanted))
      || options.find((option) => option.value === wanted);
  }

  // Chooses an option the way a person's choice arrives: focus, then `input` and `change`, once.
  // A native list opens outside the page, where no input of ours could reach it.
  understudy.choose = (request) => {
    const found = resolve(request.target);
    if (!found.element) return { status: 'refused', code: found.code };
    const element = found.element, problem = optionProblem(element, request.option);
    if (problem) return { status: 'refused', ...problem };
    element.focus();
    const option = optionNamed(element, request.option);
    if (!option.selected || element.selectedOptions.length !== 1) {
      element.selectedIndex = option.index;
      element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
      element.dispatchEvent(new Event('change', { bubbles: true }));
    }
    return { status: 'done', chosen: element.selectedOptions.length === 1 && element.selectedOptions[0] === option };
  };

  // Sets a field that no keyboard text reaches (date, colour, range).
  understudy.setValue = (request) => {
    const found = resolve(request.target);
    if (!found.element) return { status: 'refused', code: found.code };
    const element = found.element;
    element.focus();
    const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    setter.call(element, request.text);
    element.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
    element.dispatchEvent(new Event('change', { bubbles: true }));
    return { status: 'done', taken: element.value === request.text };
  };

  // After the input: what became of it. Secrets are compared by length only.
  understudy.settle = (request) => {
    if (!guard || guard.number !== request.guard) return { status: 'gone' };
    const element = guard.element;
    disarm();
    const answer = { status: 'here', connected: element.isConnected };
    if (request.action === 'fill') {
      const value = element.isContentEditable ? element.innerText : element.value;
      answer.taken = value.length > 0 || request.length === 0;
      if (request.text !== undefined) answer.exact = value.replace(/\r\n/g, '\n') === request.text;
    }
    if (request.action === 'check' || request.action === 'uncheck') answer.checked = isChecked(element);
    return answer;
  };
})();
