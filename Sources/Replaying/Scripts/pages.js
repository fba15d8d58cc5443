// SPDX-License-Identifier: Apache-2.0
// Whether this is the page that an element was recorded on, and whether an element stands there as it stood then.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.hasOtherPath) return;
  const { LIMITS } = understudy;
  const fold = (text) => understudy.normalise(text || '').toLowerCase();

  // An error page at the right address has another title.
  understudy.hasOtherTitle = (recorded) => {
    const known = new Set(understudy.wordsOf(recorded.title || ''));
    if (!known.size) return false;
    const now = new Set(understudy.wordsOf(understudy.pageMarks().title));
    return Array.from(known).filter((word) => now.has(word)).length / Math.max(known.size, now.size) < LIMITS.title;
  };

  // A folder and its index are one page; parts with digits in them are masked on both sides.
  const plain = (path) => path.replace(/\/(index\.[a-z]{2,5})?$/iu, '');

  understudy.hasOtherPath = (recorded) => !!recorded.page && plain(understudy.pageMarks().page) !== plain(recorded.page);

  // What of an element's surroundings is as it was, and what is not. `around`: its vicinity, heading and form.
  understudy.surroundings = (recorded, href, { around, heading, form }) => {
    const agree = [], differ = [];
    const note = (word, then, now) => { if (then || now) (fold(then) === fold(now) ? agree : differ).push(word); };
    note('heading', recorded.heading, heading);
    note('form', recorded.form, form);
    if (recorded.path) note('landmark', recorded.landmark, around.landmark);
    const known = (recorded.attributes || {}).href;
    if (known && href) note('href', known, href);
    const near = understudy.nearness(recorded, around);
    if (recorded.before || recorded.after) {
      if (near >= LIMITS.near) agree.push('neighbours');
      else if (near < LIMITS.far) differ.push('neighbours');
    }
    return { agree, differ };
  };

  // Whether it stands on another page of the site, and not as it stood: what all pages of a site share stands alike on each
  // of them, and a page that is one of many differs in a heading only. A link to the same place is the same on any page.
  understudy.isOnOtherPath = (element, seen, recorded, marks) => {
    if (!understudy.hasOtherPath(recorded) || (seen.tag === 'a' && marks.includes('href'))) return false;
    const one = { around: understudy.vicinityOf(element), heading: understudy.headingOf(element), form: understudy.formOf(element) };
    const { agree, differ } = understudy.surroundings(recorded, seen.attributes.href, one);
    return agree.length <= differ.length;
  };
})();
