// SPDX-License-Identifier: Apache-2.0
// Ranks everything on the page that could be the recorded element by how like it is.
//
// Likeness only ranks; cascade.js says who is taken.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.ranking) return;
  const { LIMITS } = understudy;
  const fold = (text) => understudy.normalise(text || '').toLowerCase();

  // ---- Who could be meant -----------------------------------------------------------------------------------------

  const CHOICES = ['checkbox', 'radio', 'switch', 'menuitemcheckbox', 'menuitemradio'];
  const FIELDS = ['textbox', 'searchbox', 'spinbutton', 'slider'];
  const ACTIONS = ['button', 'link', 'tab', 'menuitem', 'option', 'treeitem'];
  const inRoles = (roles) => roles.map((role) => '[role=' + role + ']').join(', ');

  const KINDS = {
    field: 'input, textarea, [contenteditable=""], [contenteditable=true], ' + inRoles(FIELDS),
    choice: 'input[type=checkbox], input[type=radio], ' + inRoles(CHOICES),
    list: 'select, [role=combobox], [role=listbox]',
    file: 'input[type=file]',
    frame: 'iframe, frame',
    action: 'a, button, summary, input[type=button], input[type=submit], input[type=reset], input[type=image], ' + inRoles(ACTIONS),
  };

  // What may be done with an element, whatever it is made of: a link may become a button, never a field.
  understudy.kindOf = (print) => {
    if (print.tag === 'input' && (print.attributes || {}).type === 'file') return 'file';
    if (print.tag === 'iframe' || print.tag === 'frame') return 'frame';
    if (CHOICES.includes(print.role)) return 'choice';
    if (print.tag === 'select' || ['combobox', 'listbox'].includes(print.role)) return print.tag === 'input' ? 'field' : 'list';
    if (FIELDS.includes(print.role)) return 'field';
    return print.tag === 'a' || ACTIONS.includes(print.role) ? 'action' : 'other';
  };

  // Everything on the page that may be used as this is.
  understudy.ofKind = (print) => {
    const kind = understudy.kindOf(print);
    return understudy.all(kind === 'other' ? CSS.escape(print.tag) : KINDS[kind]);
  };

  // Null when there are too many to compare.
  function candidatesFor(recorded) {
    const kind = understudy.kindOf(recorded), found = understudy.ofKind(recorded);
    if (found.length > LIMITS.candidates) return null;
    return found.filter(understudy.fitness.isShown)
      .map((element) => ({ element, print: understudy.glimpse(element) })).filter((one) => understudy.kindOf(one.print) === kind);
  }

  // ---- How like ---------------------------------------------------------------------------------------------------

  const share = (left, right) => {
    const a = new Set(left), b = new Set(right);
    if (!a.size && !b.size) return 1;
    let common = 0;
    for (const one of a) if (b.has(one)) common += 1;
    return common / (a.size + b.size - common);
  };

  // By how few changes one text becomes the other, letters and digits only.
  understudy.closeness = (left, right) => {
    const a = fold(left).replace(/[^\p{L}\p{N}]+/gu, ''), b = fold(right).replace(/[^\p{L}\p{N}]+/gu, '');
    const longer = Math.max(a.length, b.length);
    if (a === b) return longer ? 1 : 0;
    if (!a.length || !b.length) return 0;
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i += 1) {
      const next = [i];
      for (let j = 1; j <= b.length; j += 1) next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      row = next;
    }
    return (longer - row[b.length]) / longer;
  };

  const same = (left, right) => (fold(left) === fold(right) ? 1 : 0);

  // Of two paths, how much of both ends is alike.
  function pathLikeness(left, right) {
    const a = left.split('/').filter(Boolean), b = right.split('/').filter(Boolean), least = Math.min(a.length, b.length);
    let head = 0, tail = 0;
    while (head < least && a[head] === b[head]) head += 1;
    while (tail < least - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
    return (head + tail) / Math.max(a.length, b.length, 1);
  }

  // Sums shares by their weights; what was not recorded counts for nothing.
  const sheet = () => {
    const sums = { got: 0, all: 0 };
    return { sums, add: (weight, value) => { sums.got += weight * value; sums.all += weight; } };
  };

  const WEIGHTS = LIMITS.weights, MARKS = LIMITS.marks;

  // What one look at the element itself says.
  function ownLikeness(recorded, print) {
    const { sums, add } = sheet();
    add(WEIGHTS.tag, same(recorded.tag, print.tag));
    add(WEIGHTS.role, same(recorded.role, print.role));
    if (recorded.name || print.name) add(WEIGHTS.words, understudy.closeness(recorded.name, print.name));
    for (const [key, known] of Object.entries(recorded.attributes)) {
      const weight = MARKS[key] || (understudy.TEST_IDS.includes(key) ? WEIGHTS.test : 0);
      if (weight) add(weight, known === print.attributes[key] ? 1 : 0);
    }
    return sums;
  }

  // What its surroundings say.
  function placeLikeness(recorded, one) {
    const { sums, add } = sheet(), { around, box } = one;
    if (recorded.heading) add(WEIGHTS.heading, share(understudy.wordsOf(recorded.heading), understudy.wordsOf(one.heading)));
    if (recorded.form) add(WEIGHTS.form, share(understudy.wordsOf(recorded.form), understudy.wordsOf(one.form)));
    if (recorded.path) {
      add(WEIGHTS.landmark, same(recorded.landmark, around.landmark));
      add(WEIGHTS.path, pathLikeness(recorded.path, around.path));
    }
    if (recorded.before || recorded.after) add(WEIGHTS.near, understudy.nearness(recorded, around));
    if (recorded.box.length === 4) {
      const [x, y, width, height] = recorded.box, area = width * height, now = box[2] * box[3];
      add(WEIGHTS.place, Math.exp(-LIMITS.decay * Math.hypot(box[0] - x, box[1] - y)));
      add(WEIGHTS.area, Math.max(area, now) ? Math.min(area, now) / Math.max(area, now) : 0);
    }
    return sums;
  }

  // ---- One click target each ----------------------------------------------------------------------------------------

  function overlap(a, b) {
    const width = Math.min(a.right, b.right) - Math.max(a.left, b.left), height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    if (width <= 0 || height <= 0) return 0;
    return width * height / ((Math.max(a.right, b.right) - Math.min(a.left, b.left)) * (Math.max(a.bottom, b.bottom) - Math.min(a.top, b.top)));
  }

  // Of two in the same place, one in the other, the likelier.
  function withoutDoubles(ranked) {
    const kept = [];
    for (const one of ranked) {
      const isDouble = kept.some((other) => (other.element.contains(one.element) || one.element.contains(other.element))
        && overlap(one.element.getBoundingClientRect(), other.element.getBoundingClientRect()) >= LIMITS.overlap);
      if (!isDouble) kept.push(one);
    }
    return kept;
  }

  // Everything of its kind that is shown, the likest first; null when that is too much.
  understudy.ranking = (recorded) => {
    const all = candidatesFor(recorded);
    if (!all) return null;
    for (const one of all) {
      one.own = ownLikeness(recorded, one.print);
      one.rough = one.own.got / one.own.all;
    }
    all.sort((a, b) => b.rough - a.rough);
    // Only the likest are looked at closely, and those that tie with the last of them.
    const least = all.length > LIMITS.looked ? all[LIMITS.looked - 1].rough : 0;
    const looked = all.filter((one) => one.rough >= least).slice(0, LIMITS.tied);
    for (const one of looked) {
      const box = one.element.getBoundingClientRect();
      one.box = [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round);
      one.around = understudy.vicinityOf(one.element);
      one.heading = understudy.headingOf(one.element);
      one.form = understudy.formOf(one.element);
      const place = placeLikeness(recorded, one);
      one.score = (one.own.got + place.got) / (one.own.all + place.all);
    }
    return withoutDoubles(looked.sort((a, b) => b.score - a.score));
  };
})();
