// SPDX-License-Identifier: Apache-2.0
// Is what a locator found the recorded element? A wrong yes is a wrong click, so doubt is a no.
//
// Runs in the isolated world after the scripts that describe elements.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.resolve) return;

  const STRONG = [...understudy.TEST_IDS, 'id', 'name', 'href', 'src', 'placeholder', 'alt', 'title', 'aria-label', 'value'];
  const { LIMITS } = understudy;

  const fold = (text) => understudy.normalise(text || '').toLowerCase();
  const words = (text) => new Set(fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean));

  function likeness(left, right) {
    const a = words(left), b = words(right);
    if (!a.size && !b.size) return 1;
    let common = 0;
    for (const word of a) if (b.has(word)) common += 1;
    return common / (a.size + b.size - common);
  }

  // A name that is written down in part is compared by the rest as well.
  understudy.isOtherWhole = (seen, recorded) => (seen.attributes['name?'] || '') !== ((recorded.attributes || {})['name?'] || '');

  function compareName(seen, recorded) {
    if (understudy.isOtherWhole(seen, recorded)) return 'other';
    if (!recorded.name && recorded.role === 'generic') return 'none';
    if (fold(seen.name) === fold(recorded.name)) return 'same';
    return understudy.withoutDigits(seen.name) === understudy.withoutDigits(recorded.name) && /\p{L}/u.test(recorded.name) ? 'digits' : 'other';
  }

  // Who else there is: asked once for all hits of one attempt, and only when somebody wants to know.
  function company(recorded) {
    let family = null;
    const all = () => family || (family = understudy.inRole(recorded.role).map((other) => ({ other, name: understudy.nameOf(other) })));
    return {
      namesakes: () => all().filter((entry) => fold(entry.name) === fold(recorded.name)).map((entry) => entry.other),
      alike: () => all().filter((entry) => understudy.withoutDigits(entry.name) === understudy.withoutDigits(recorded.name)).length,
    };
  }

  const refusal = (why) => ({ ok: false, why });
  understudy.company = company;

  // Marks that nothing else bore then, and nothing else bears now.
  understudy.marksOf = (element, seen, recorded) => {
    const attributes = recorded.attributes || {}, counts = recorded.counts || {};
    const isSameQuery = attributes['href?'] === seen.attributes['href?'];
    return STRONG.filter((key) => key in attributes && seen.attributes[key] === attributes[key] && counts['@' + key] === 1
      && (key !== 'href' || isSameQuery)
      && understudy.sharing(element, key, understudy.attribute(element, key)) === 1);
  };

  // Compares an element with what was recorded of it.
  function prove(element, recorded, others) {
    const seen = understudy.glimpse(element), counts = recorded.counts || {};
    if (seen.tag !== recorded.tag) return refusal('is a <' + seen.tag + '>, not a <' + recorded.tag + '>');
    if (understudy.isOtherRole(recorded, seen)) return refusal('has another role');
    if (understudy.isOtherType(recorded, seen) || (understudy.isRetyped(recorded, seen) && !understudy.isSameField(element, seen, recorded))) {
      return refusal('has another type');
    }
    if (understudy.isOtherButton(seen, recorded)) return refusal('sends another value');
    const marks = understudy.marksOf(element, seen, recorded), name = compareName(seen, recorded);
    if (name === 'other' && recorded.careful) return refusal('has another name, and what it does cannot be undone');
    if (name === 'other' && (marks.length < 2 || understudy.contradicts(recorded.name, seen.name) || likeness(seen.name, recorded.name) < LIMITS.nameLikeness)) return refusal('has another name');
    if (name === 'digits' && (recorded.careful || !marks.length || (counts.alike || 1) > 1 || others.alike() > 1)) {
      return refusal('has a name with other numbers');
    }
    if (name === 'none' && !marks.length) return refusal('has neither a name nor a mark of its own');
    if (isElsewhere(element, recorded)) return refusal('stands under another heading and in another form');
    if (!marks.length && leadsElsewhere(element, seen, recorded)) return refusal('leads elsewhere');
    if (!marks.length && isMoved(element, recorded)) return refusal('stands in another part of the page');
    if (understudy.isOnOtherPath(element, seen, recorded, marks)) return refusal('stands on another page, and not as it stood');
    if (!marks.length && isOnErrorPage(element, recorded)) return refusal('stands on a page of another title, beside other words');
    if (recorded.careful && !marks.length && !standsAsItStood(element, recorded)) return refusal('stands beside other words');
    return proveAmongNamesakes(element, seen, recorded, name, marks, others);
  }

  // Buttons of one name that send different values do different things.
  understudy.isOtherButton = (seen, recorded) => seen.tag === 'button' && seen.attributes.name !== undefined
    && seen.attributes.name === (recorded.attributes || {}).name && seen.attributes.value !== recorded.attributes.value;

  const ROWS = 'tr, li, article, [role=row], [role=listitem], [role=article]';

  // In a list, what cannot be undone is done only where the same words still stand around it, unless a mark of its own
  // tells it: the next entry's button has the same name.
  function standsAsItStood(element, recorded) {
    const sides = ['before', 'after'].filter((side) => recorded[side]);
    if (!sides.length || !understudy.closest(element, ROWS)) return true;
    const around = understudy.vicinityOf(element);
    const sum = sides.reduce((all, side) => all + likeness(masked(recorded[side]), masked(around[side])), 0);
    return sum / sides.length >= LIMITS.near;
  }

  // A page about something else: heading and form have no word of the recorded ones. One of them alone may change with a
  // run's inputs, and a form that is called by its heading says nothing more than that.
  function isElsewhere(element, recorded) {
    if (!recorded.heading || !recorded.form || fold(recorded.heading) === fold(recorded.form)) return false;
    const differs = (seen, known) => likeness(seen, known) === 0;
    return differs(understudy.headingOf(element), recorded.heading) && differs(understudy.formOf(element), recorded.form);
  }

  // The words alone, in another part of the page, under another heading and beside other words: somebody else's.
  function isMoved(element, recorded) {
    if (!recorded.before && !recorded.after) return false;
    // The cheap looks first: nearly always they settle it.
    if (fold(recorded.landmark) === fold(understudy.landmarkOf(element))) return false;
    return likeness(understudy.headingOf(element), recorded.heading) === 0
      && understudy.nearness(recorded, understudy.vicinityOf(element)) < LIMITS.far;
  }

  // An error page at the right address has buttons, too, and they are called alike.
  function isOnErrorPage(element, recorded) {
    if (!understudy.hasOtherTitle(recorded)) return false;
    return fold(recorded.heading) !== fold(understudy.headingOf(element))
      && understudy.nearness(recorded, understudy.vicinityOf(element)) < LIMITS.near;
  }

  // A link of the same words to another place, in other surroundings, is another link.
  function leadsElsewhere(element, seen, recorded) {
    const then = (recorded.attributes || {}).href || '', now = seen.attributes.href || '';
    if (seen.tag !== 'a' || then === now || (then && lastPart(then) === lastPart(now))) return false;
    const isUnderIt = recorded.heading && fold(understudy.headingOf(element)) === fold(recorded.heading);
    return !isUnderIt && understudy.nearness(recorded, understudy.vicinityOf(element)) < LIMITS.near;
  }

  // Of a site that moved only the end of an address stays; where a part of it is a number, another one is another thing.
  const lastPart = (href) => (/\d/u.test(href) ? href : href.split('/').filter(Boolean).pop() || '');

  // Others bear its name, then or now: a mark of its own or its surroundings must tell it apart.
  function proveAmongNamesakes(element, seen, recorded, name, marks, others) {
    const agree = (name === 'same' ? ['name'] : []).concat(marks);
    const isSame = name === 'same', namesakes = isSame ? others.namesakes() : [], counts = recorded.counts || {};
    if (namesakes.length <= 1 && understudy.isInOtherRow(element, recorded, seen)) return refusal('stands in another entry of its list');
    // Without a name and the words of its entry, nothing but marks is left, and each entry's may bear them.
    if (name === 'none' && recorded.careful && !recorded.context && understudy.rowOf(element)) return refusal('has no name, and stands in a list');
    if (!isSame) return { ok: true, agree };
    if ((counts.name || 1) <= 1 && namesakes.length <= 1 && (recorded.name || marks.length || isOnlyField(element, recorded))) return { ok: true, agree };
    if (!recorded.context) {
      if (marks.length) return { ok: true, agree };
      if (understudy.hasNeighbours(element, recorded, namesakes)) return { ok: true, agree: agree.concat('neighbours') };
      return refusal('is one of several that look alike');
    }
    if (!understudy.holdsContext(element, namesakes, recorded, counts.depth || 0)) {
      return refusal('stands in another place: its surroundings differ');
    }
    // What has no name is told by its surroundings alone, and those may come again under another heading.
    if (!recorded.name && !marks.length && likeness(understudy.headingOf(element), recorded.heading) < LIMITS.headingLikeness) {
      return refusal('stands under another heading');
    }
    return { ok: true, agree: agree.concat('context') };
  }

  // Whether a mark is an entry's own: it has a number or the entry's words. "delete" is sent, and "#dialog" meant, by each.
  function isEntrys(text, recorded) {
    const spelt = (words) => fold(words).replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
    return /\d/u.test(text) || understudy.rowTexts(recorded.context).some((one) => spelt(one) && (' ' + spelt(text) + ' ').includes(' ' + spelt(one) + ' '));
  }

  // A link without its host, the version of an interface and the part of the page: none of them tells entries apart.
  const pathOf = (href) => href.replace(/#.*$/u, '').replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/?]*/iu, '').replace(/\/v\d+(?=\/|$)/giu, '');

  function isOwnMark(key, recorded, seen) {
    const known = recorded.attributes || {}, mark = known[key];
    if (mark === undefined || mark !== seen.attributes[key]) return false;
    if (key === 'value') return fold(mark) !== fold(seen.name) && fold(mark) !== fold(recorded.name) && isEntrys(mark, recorded);
    return !mark.startsWith('#') && (known['href?'] !== undefined || isEntrys(pathOf(mark), recorded));
  }

  // In a list that had one entry, the button of another one is called alike and stands alone, too, and what marks it may be
  // said of each entry; only where it leads, or what it sends, is an entry's own.
  understudy.isInOtherRow = (element, recorded, seen) => {
    if (!understudy.isLone(recorded)) return false;
    const known = recorded.attributes || {};
    const isOwn = known['href?'] === seen.attributes['href?'] && ['href', 'value'].some((key) => isOwnMark(key, recorded, seen));
    return !isOwn && !understudy.hasRowContext(element, recorded);
  };

  // The only field of its role, without any name, under the same heading as then.
  const isOnlyField = (element, recorded) => understudy.kindOf(recorded) === 'field'
    && likeness(understudy.headingOf(element), recorded.heading) >= LIMITS.headingLikeness;

  // Whether the very words that stood beside it still do, under the same heading, and beside none of its twins.
  understudy.hasNeighbours = (element, recorded, twins) => {
    const key = understudy.nearKey(recorded);
    if (!key || (recorded.counts || {}).near !== 1) return false;
    if (recorded.heading && fold(recorded.heading) !== fold(understudy.headingOf(element))) return false;
    const around = understudy.vicinityOf(element);
    if (understudy.nearKey(around) !== key || understudy.nearness(recorded, around) < LIMITS.neighbours) return false;
    return understudy.nearTwins(around, twins) === 1 && !hasNewTwin(element, recorded, twins);
  };

  // Of two where there was one, one is new; its neighbours may have been copied with it.
  const hasNewTwin = (element, recorded, twins) => twins.length > (recorded.counts.name || 1) && twins.some((twin) => twin !== element
    && (fold(understudy.headingOf(twin)) === fold(recorded.heading) || understudy.nearness(recorded, understudy.vicinityOf(twin)) >= LIMITS.neighbours));

  // How much of the words on both sides is the same, numbers aside. A side that had none, and has none, says nothing.
  understudy.nearness = (recorded, around) => {
    const sides = ['before', 'after'].filter((side) => recorded[side] || around[side]);
    if (!sides.length) return 1;
    return sides.reduce((sum, side) => sum + likeness(masked(recorded[side]), masked(around[side])), 0) / sides.length;
  };
  const masked = (text) => (text || '').replace(/\d+/gu, '0');

  // Whether the words that set it apart are around it, and around none of its twins.
  understudy.isInContext = (element, recorded, twinsOf, depth) => {
    if (!recorded.context) return true;
    const twins = twinsOf();
    if (twins.length < 2 && understudy.isLone(recorded)) return !understudy.isInOtherRow(element, recorded, understudy.glimpse(element));
    return understudy.holdsContext(element, twins, recorded, depth);
  };

  // A state, a time or an amount is a row's alone by chance, and another's tomorrow: it tells the row only where that stood.
  understudy.holdsContext = (element, twins, recorded, depth) => understudy.hasContext(element, twins, recorded.context, depth, recorded.place)
    && (isCalledBy(recorded) || rowStep(recorded.path, recorded) === rowStep(understudy.vicinityOf(element).path, recorded));

  // A bare number may be what a row is called by.
  const isCalledBy = ({ context, path }) => !path || context.startsWith('@') || /^\d+$/u.test(context) || understudy.rowTexts(context).some(understudy.namesRow);

  // The step of a path at which the row stands: its tag and its place.
  const rowStep = (path, recorded) => (path.split('/').at(-1 - ((recorded.counts || {}).depth || 0)) || '').replace(/\[1\]$/u, '');

  // Asks all locators at once. Only a single hit that proves itself counts; two such hits that differ are ambiguous.
  // What a rescue has taken for the target stays it for the step.
  understudy.resolve = understudy.inOneLook((target) => {
    if (target.adopted) return understudy.adoptedBy(target.adopted);
    const matches = {}, tried = [], others = company(target.fingerprint), proofs = new Map();
    let winner = null, isAmbiguous = false, any = false;
    for (const locator of target.locators) {
      const found = locator.kind === 'role' && locator.role === target.fingerprint.role && locator.name === target.fingerprint.name
        ? others.namesakes() : understudy.find(locator);
      matches[locator.kind] = found.length;
      any = any || found.length > 0;
      if (found.length !== 1) {
        tried.push({ kind: locator.kind, matched: found.length, why: found.length ? 'matches several' : 'matches nothing' });
        continue;
      }
      const element = found[0];
      if (!proofs.has(element)) proofs.set(element, prove(element, target.fingerprint, others));
      const proof = proofs.get(element);
      tried.push({ kind: locator.kind, matched: 1, why: proof.ok ? 'is proved by ' + proof.agree.join(', ') : proof.why });
      if (!proof.ok) continue;
      if (!winner) winner = { kind: locator.kind, element };
      else if (winner.element !== element) isAmbiguous = true;
    }
    if (isAmbiguous) return { code: 'ambiguous', matches, tried };
    if (winner) return { element: winner.element, winner: winner.kind, matches, tried };
    return { code: any ? 'not_proved' : 'not_found', matches, tried };
  });

  // Whether a field that has taken the focus still stands where it should: its own words may change with the focus.
  understudy.isStillThere = (element, target) => {
    const recorded = target.fingerprint;
    return element.isConnected && understudy.isInContext(element, recorded, () => company(recorded).namesakes(), recorded.counts.depth || 0);
  };

  // Whether an element is still the one that is meant: the pointer's own arrival may have made something else of it, or
  // of what is around it.
  understudy.isStill = (element, target) => element.isConnected && understudy.resolve(target).element === element;
})();
