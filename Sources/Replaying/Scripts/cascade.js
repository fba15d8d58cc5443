// SPDX-License-Identifier: Apache-2.0
// What follows when no locator proves itself: the likest element is taken if it proves who it is and contradicts
// nothing; else the likest ones are listed, for somebody who may pick from the list.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.rescue) return;
  const { LIMITS } = understudy;
  const fold = (text) => understudy.normalise(text || '').toLowerCase();
  const holds = (a, b) => !!a && !!b && (fold(a).includes(fold(b)) || fold(b).includes(fold(a)));

  // ---- Vetoes -----------------------------------------------------------------------------------------------------

  function nameVeto(then, now) {
    if (!then || !now || fold(then) === fold(now)) return null;
    if (understudy.withoutDigits(then) === understudy.withoutDigits(now)) return 'has a name with other numbers';
    if (understudy.contradicts(then, now)) return 'has another name';
    return holds(then, now) || understudy.closeness(then, now) >= LIMITS.words ? null : 'has another name';
  }

  function kindVeto(recorded, print) {
    if (understudy.kindOf(recorded) !== understudy.kindOf(print)) return 'is of another kind';
    return understudy.isOtherType(recorded, print) ? 'has another type' : null;
  }

  // What has no name is held to its first role.
  const driftVeto = (first, print) => (first.name ? nameVeto(first.name, print.name) : first.role === print.role ? null : 'has another role than at first');

  // What no likeness can outweigh; the first look too, so that one heal after another cannot drift.
  function veto(recorded, print, element) {
    const kind = kindVeto(recorded, print);
    if (kind) return kind;
    if (understudy.isRetyped(recorded, print) && !understudy.isSameField(element, print, recorded)) return 'has another type';
    if (understudy.isOtherWhole(print, recorded)) return 'has another name';
    if (understudy.isOtherButton(print, recorded)) return 'sends another value';
    return nameVeto(recorded.name, print.name) || (recorded.first ? driftVeto(recorded.first, print) : null);
  }

  // ---- Identity ---------------------------------------------------------------------------------------------------

  // Those of its name that may be used in the same way, whatever they are made of.
  const twinsOf = (print) => understudy.ofKind(print).filter((other) => fold(understudy.nameOf(other)) === fold(print.name));

  // Who it is: the proof, or why there is none.
  function identify(recorded, one) {
    const isNamed = !!recorded.name && fold(recorded.name) === fold(one.print.name);
    const marks = understudy.marksOf(one.element, one.print, recorded);
    const { agree, differ } = understudy.surroundings(recorded, one.print.attributes.href, one), isInPlace = agree.length > differ.length;
    // A link of the same words to the same place is the same wherever it stands.
    if (marks.length && (isInPlace || (isNamed && marks.includes('href')))) return { proof: marks };
    if (marks.length) return { why: 'stands elsewhere' };
    if (!isNamed && recorded.name) return { why: 'proves nothing of its own' };
    const twins = twinsOf(one.print);
    if (isNamed && ((recorded.counts || {}).name || 1) === 1 && twins.length === 1) {
      return isInPlace ? { proof: ['name'] } : { why: 'stands elsewhere' };
    }
    return identifyAmongTwins(recorded, one, twins, isNamed && !differ.includes('heading'));
  }

  function identifyAmongTwins(recorded, one, twins, isNamedInPlace) {
    if (recorded.context) {
      const isIts = isNamedInPlace && understudy.holdsContext(one.element, twins, recorded, 0);
      return isIts ? { proof: ['name', 'context'] } : { why: 'stands in another place: its surroundings differ' };
    }
    if (understudy.hasNeighbours(one.element, recorded, twins)) return { proof: ['neighbours'] };
    return { why: twins.length > 1 ? 'is one of several that look alike' : 'proves nothing of its own' };
  }

  // Where the words of its row are known, they are final for a model too: only a person may mean another row.
  function elsewhere(recorded, one) {
    return understudy.isInContext(one.element, recorded, () => twinsOf(one.print), 0) ? null
      : 'stands in another place: its surroundings differ';
  }

  // Why this one is not taken without asking; null when it is. `next` is the likest of the others.
  function refusalOf(recorded, one, next) {
    const barred = veto(recorded, one.print, one.element);
    if (barred) return barred;
    if (one.score < LIMITS.score) return 'is not like it enough';
    const identity = identify(recorded, one);
    if (identity.why) return identity.why;
    const other = elsewhere(recorded, one);
    if (other) return other;
    if (next && one.score - next.score < LIMITS.margin) return 'is hardly more like it than another';
    one.proof = identity.proof;
    return null;
  }

  // ---- The page ---------------------------------------------------------------------------------------------------

  // An error page at the right address, or the right words at another: nothing there is taken for likeness.
  function isOtherPage(recorded) {
    return understudy.hasOtherPath(recorded) || understudy.hasOtherTitle(recorded);
  }

  // Of a page that was opened to go on there.
  understudy.isOtherPage = (request) => ({ isOther: isOtherPage(request.target.fingerprint) });

  // ---- The answer -------------------------------------------------------------------------------------------------

  // The list that was given out last, and what was taken of lists.
  let list = [], listNumber = 0, adoptions = 0;
  const adopted = new Map();

  const candidate = (one, index, recorded) => ({
    score: one.score, why: index === 0 ? one.refusal : veto(recorded, one.print, one.element) || 'is less like it than another',
    near: [one.around.before, one.around.after].filter(Boolean).join(' … '), looks: understudy.looks({ ...one.print, heading: one.heading, form: one.form }),
    fingerprint: { ...one.print, heading: one.heading, form: one.form, box: one.box, ...one.around },
  });

  // What is likest to the target, and whether it is taken: `{ status: found | taken | refused, list, candidates }`.
  understudy.rescue = understudy.inOneLook((request) => {
    if (understudy.resolve(request.target).element) return { status: 'found' };
    const recorded = request.target.fingerprint, ranked = understudy.ranking(recorded);
    list = [];
    listNumber += 1;
    if (!ranked) return { status: 'refused', code: 'too_many', list: listNumber, candidates: [] };
    if (ranked.length) ranked[0].refusal = refusalOf(recorded, ranked[0], ranked[1]);
    list = ranked.slice(0, LIMITS.shortlist);
    for (const one of list) {
      one.state = state(one.element);
      one.isOnly = isOnly(one.element, one.state);
    }
    const isOther = isOtherPage(recorded);
    const isTaken = !!list.length && !ranked[0].refusal && !isOther;
    return {
      status: isTaken ? 'taken' : 'refused', code: isOther ? 'other_page' : list.length ? 'not_proved' : 'not_found', list: listNumber,
      proof: isTaken ? ranked[0].proof : [], candidates: list.map((one, index) => candidate(one, index, recorded)),
    };
  });

  // An element of the list that was given out last.
  understudy.listed = (index) => (list[index] ? list[index].element : null);

  // What an element is, and what it is about. Numbers beside it may count on meanwhile; those of its own, and of what its
  // row is called by, may not.
  const state = understudy.kept((element) => {
    const around = understudy.vicinityOf(element), beside = [around.before, around.after, understudy.headingOf(element)];
    return JSON.stringify([understudy.glimpse(element), beside.map(understudy.withoutDigits), understudy.rowWords(element)]);
  });

  // Whether nothing else on the page looks and stands exactly so.
  function isOnly(element, known) {
    const twins = twinsOf(understudy.glimpse(element));
    return twins.length <= LIMITS.twins && !twins.some((other) => other !== element && state(other) === known);
  }

  // A page may draw itself anew while somebody thinks. What was the only one of its look and place then, and is gone, is what
  // is the only one of them now; what was one of several stays gone.
  function renew(entry, recorded) {
    if (entry.element.isConnected || !entry.isOnly) return;
    const print = JSON.parse(entry.state)[0];
    const twins = understudy.ofKind(recorded).filter((other) => fold(understudy.nameOf(other)) === fold(print.name));
    const same = twins.length > LIMITS.twins ? [] : twins.filter((other) => understudy.fitness.isShown(other) && state(other) === entry.state);
    if (same.length === 1) entry.element = same[0];
  }

  // What is adopted, with what the locators came to before.
  function adopt(element, level, target) {
    const { matches, tried } = understudy.resolve(target);
    adoptions += 1;
    const known = state(element);
    adopted.set(adoptions, { element, state: known, isOnly: isOnly(element, known), recorded: target.fingerprint, level, matches, tried });
    return adoptions;
  }

  // Takes one of the list for the target, for as long as neither it nor what is around it changes.
  // `request`: { target, list, index, level, renamed: whether whoever picked it may mean another name }
  understudy.take = understudy.inOneLook((request) => {
    const one = request.list === listNumber ? list[request.index] : null;
    if (one) renew(one, request.target.fingerprint);
    if (!one || !one.element.isConnected || !understudy.fitness.isShown(one.element)) return { status: 'gone' };
    // A page may put something else into the same element while somebody thinks.
    if (state(one.element) !== one.state) return { status: 'gone', why: 'has changed since it was listed' };
    const recorded = request.target.fingerprint, now = understudy.glimpse(one.element);
    const why = request.renamed ? kindVeto(recorded, now) : veto(recorded, now, one.element) || elsewhere(recorded, one);
    if (why) return { status: 'refused', why };
    return { status: 'adopted', number: adopt(one.element, request.level, request.target), described: understudy.describe(one.element) };
  });

  // ---- Showing, and being shown ----------------------------------------------------------------------------------

  // Where an element is, as shares of what a picture of the page shows; null when it is out of view.
  function boxOf(element) {
    if (!element || !element.isConnected) return null;
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height || box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth || box.top >= innerHeight) return null;
    return { x: box.left / innerWidth, y: box.top / innerHeight, width: box.width / innerWidth, height: box.height / innerHeight };
  }

  // Of a target that is found: brought into view first.
  understudy.boxOf = (request) => {
    const element = understudy.resolve(request.target).element;
    if (element) element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    return { box: boxOf(element) };
  };

  // Whether the page wants a person: a captcha of a known maker, or a code from another device; and where that is.
  const CAPTCHA = /(^|\.)(recaptcha\.net|hcaptcha\.com|challenges\.cloudflare\.com|arkoselabs\.com|funcaptcha\.com|captcha-delivery\.com)$/u;
  const isCaptcha = (frame) => {
    let address = null;
    try { address = new URL(frame.src); } catch { return false; }
    const isKnown = CAPTCHA.test(address.hostname) || (/(^|\.)google\.com$/u.test(address.hostname) && address.pathname.startsWith('/recaptcha/'));
    const box = frame.getBoundingClientRect();
    return isKnown && address.searchParams.get('size') !== 'invisible' && box.width >= 60 && box.height >= 40;
  };
  understudy.forPeople = () => {
    const captcha = understudy.all('iframe').find((frame) => isCaptcha(frame) && understudy.fitness.isShown(frame));
    const code = understudy.all('input').find((field) => /(^|\s)one-time-code(\s|$)/iu.test(understudy.attribute(field, 'autocomplete') || '') && understudy.fitness.isShown(field));
    return { captcha: !!captcha, code: !!code, box: boxOf(captcha || code) };
  };

  // What of the target's kind was in view when the boxes were asked for: the picture that a person points at shows no other.
  let pictured = new Map();
  const asPictured = (element, box) => JSON.stringify([state(element), box]);

  // It, or what looked exactly so at this place and is gone since the page drew itself anew.
  const wasPictured = (element) => {
    const seen = asPictured(element, boxOf(element));
    return pictured.get(element) === seen || Array.from(pictured).some(([other, then]) => !other.isConnected && then === seen);
  };

  // Of the list that was given out last; the likest is brought into view.
  // `request`: { target, list, indices }
  understudy.boxesOf = (request) => {
    const chosen = request.list === listNumber ? request.indices.map((index) => list[index]) : [];
    if (chosen[0] && chosen[0].element.isConnected) chosen[0].element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const inView = understudy.ofKind(request.target.fingerprint).map((element) => ({ element, box: boxOf(element) })).filter((one) => one.box);
    pictured = new Map(inView.slice(0, LIMITS.pictured).map(({ element, box }) => [element, asPictured(element, box)]));
    return { boxes: chosen.map((one) => boxOf(one && one.element)) };
  };

  // Takes what a person points at: it may have another name than was recorded, but not be of another kind, and it must be
  // what the picture showed there.
  // `request`: { target, x, y: shares of what a picture of the page shows }
  understudy.pick = (request) => {
    const hit = understudy.topElementAt(request.x * innerWidth, request.y * innerHeight);
    const element = hit && !understudy.isFrame(hit) ? understudy.retarget(hit) : null;
    if (!element || !understudy.fitness.isShown(element)) return { status: 'gone', why: 'is no element of the page itself' };
    const now = understudy.glimpse(element), why = kindVeto(request.target.fingerprint, now);
    if (why) return { status: 'refused', why };
    if (!wasPictured(element)) return { status: 'gone', why: 'is not what the picture showed there' };
    const described = understudy.describe(element);
    return { status: 'adopted', number: adopt(element, 'person', request.target), described, element: described.fingerprint };
  };

  // Elements of which the page tells no words, and how far into the words' box its corners are looked at.
  const PICTURES = 'canvas, img, svg, video', INSET = 2;
  const surfaceAt = (x, y) => {
    const hit = understudy.topElementAt(x, y);
    return hit && (understudy.closest(hit, 'svg') || hit);
  };

  // Takes what is drawn where words were read: one element that shows pictures, under all of them.
  // `request`: { target, box: in CSS pixels of what the page shows, drawn: whether nothing but its words tells the target }
  understudy.drawnAt = (request) => {
    const { x, y, width, height } = request.box, recorded = request.target.fingerprint;
    const middle = [x + width / 2, y + height / 2], surface = surfaceAt(...middle);
    if (!surface || !surface.matches(PICTURES)) return { status: 'refused', why: 'is no picture' };
    if (request.drawn && surface.localName !== recorded.tag) return { status: 'refused', why: 'is a <' + surface.localName + '>, not a <' + recorded.tag + '>' };
    if (isOtherPage(recorded)) return { status: 'refused', why: 'is on another page' };
    const corners = [[x + INSET, y + INSET], [x + width - INSET, y + INSET], [x + INSET, y + height - INSET], [x + width - INSET, y + height - INSET]];
    if (corners.some((corner) => surfaceAt(...corner) !== surface)) return { status: 'refused', why: 'is not one element' };
    const box = surface.getBoundingClientRect(), control = understudy.retarget(surface) || surface;
    if (!understudy.fitness.isShown(surface) || !box.width || !box.height) return { status: 'gone' };
    const place = { x: (middle[0] - box.left) / box.width, y: (middle[1] - box.top) / box.height };
    return { status: 'adopted', number: adopt(surface, 'screen', request.target), place, names: [surface, control].map(understudy.nameOf) };
  };

  // What was adopted under a number, while it is what it was.
  understudy.adoptedBy = (number) => {
    const entry = adopted.get(number);
    const { matches, tried } = entry || { matches: {}, tried: [] };
    if (entry) renew(entry, entry.recorded);
    if (!entry || !entry.element.isConnected || state(entry.element) !== entry.state) return { code: 'not_found', matches, tried };
    return { element: entry.element, winner: entry.level, matches, tried };
  };
})();
