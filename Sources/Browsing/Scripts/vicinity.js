// SPDX-License-Identifier: Apache-2.0
// Where an element stands: the words before and after it, its landmark, its way from the top, and its page.
//
// None of it proves an element. It tells namesakes apart, and says how likely it is that one element is another.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.vicinityOf) return;
  const { attribute, normalise, LIMITS } = understudy;

  // ---- Words around it ------------------------------------------------------------------------------------------

  const UNREAD = 'script, style, noscript, template, option, textarea, select, [contenteditable]:not([contenteditable=false i]), '
    + '[role=textbox], [role=searchbox], [role=combobox], [role=spinbutton]';

  const split = (text) => text.toLowerCase().split(/[^\p{L}\p{N}#]+/u).filter(Boolean);

  // Words without their numbers: what is counted changes from day to day.
  understudy.wordsOf = (text) => split(normalise(text).replace(/\d+/gu, '#'));

  const isShown = understudy.kept((element) => !element.closest(UNREAD) && element.checkVisibility({ checkVisibilityCSS: true }));

  // The nearest words on one side, in the order of the page, whatever box they are in.
  function wordsBeside(element, step) {
    const found = [];
    const walker = document.createTreeWalker(element.getRootNode(), NodeFilter.SHOW_TEXT);
    walker.currentNode = element;
    for (let seen = 0, node = walker[step](); node && seen < LIMITS.textsBeside && found.length < LIMITS.wordsBeside; node = walker[step]()) {
      if (element.contains(node)) continue;
      if (!node.data.trim()) continue;
      seen += 1;
      if (!node.parentElement || !isShown(node.parentElement)) continue;
      const words = split(normalise(node.data.slice(0, 400))).map((word) => word.slice(0, 24));
      if (step === 'nextNode') found.push(...words.slice(0, LIMITS.wordsBeside - found.length));
      else found.unshift(...words.slice(-(LIMITS.wordsBeside - found.length)));
    }
    return found.join(' ');
  }

  // ---- Places ---------------------------------------------------------------------------------------------------

  const LANDMARKS = {
    main: 'main', nav: 'navigation', header: 'banner', footer: 'contentinfo', aside: 'complementary', dialog: 'dialog',
  };
  const LANDMARK_ROLES = ['main', 'navigation', 'banner', 'contentinfo', 'complementary', 'dialog', 'alertdialog', 'search', 'menu',
    'menubar', 'tablist', 'toolbar'];

  understudy.landmarkOf = function landmarkOf(element) {
    for (let node = understudy.parentOf(element); node; node = understudy.parentOf(node)) {
      const role = attribute(node, 'role');
      if (role && LANDMARK_ROLES.includes(role)) return role;
      if (!role && LANDMARKS[node.localName]) return LANDMARKS[node.localName];
    }
    return '';
  };

  // The way from the top of its own tree, tag by tag, with places where a tag repeats.
  function pathOf(element) {
    const steps = [];
    for (let node = element; node; node = node.parentElement) {
      const { index, count } = understudy.placeOf(node);
      steps.unshift(node.localName + (count > 1 ? '[' + (index + 1) + ']' : ''));
    }
    return '/' + steps.join('/');
  }

  // The hosts of the shadow roots around it, outermost first.
  function shadowsOf(element) {
    const hosts = [];
    for (let root = element.getRootNode(); root instanceof ShadowRoot; root = root.host.getRootNode()) hosts.unshift(root.host.localName);
    return hosts.join(' ');
  }

  // Which one it is of those with its tag beside it, counted from one.
  function rowPlace(element) {
    if (!element.parentNode) return '';
    const { index, count } = understudy.placeOf(element);
    return (index + 1) + '/' + count;
  }

  understudy.vicinityOf = understudy.kept((element) => ({
    landmark: understudy.landmarkOf(element), before: wordsBeside(element, 'previousNode'), after: wordsBeside(element, 'nextNode'),
    path: pathOf(element), among: rowPlace(element), shadows: shadowsOf(element),
  }));

  // The very nearest words on both sides, numbers and all; empty where there are too few to tell anything apart.
  understudy.nearKey = (around) => {
    const before = (around.before || '').split(' ').filter(Boolean).slice(-LIMITS.wordsNear), after = (around.after || '').split(' ').filter(Boolean).slice(0, LIMITS.wordsNear);
    return before.length + after.length < 2 ? '' : before.join(' ') + '|' + after.join(' ');
  };

  // How many of its twins have the same words beside them; 0 where there are too many to look at.
  understudy.nearTwins = (around, twins) => {
    const key = understudy.nearKey(around);
    if (!key || twins.length > LIMITS.twins) return 0;
    return Math.max(1, twins.filter((twin) => understudy.nearKey(understudy.vicinityOf(twin)) === key).length);
  };

  // ---- The page -------------------------------------------------------------------------------------------------

  // Parts of a path that name one thing of many.
  const isOne = (part) => /\d/u.test(part) || part.length > LIMITS.pathPart;

  understudy.pageMarks = () => ({
    page: location.pathname.split('/').map((part) => (isOne(part) ? '#' : part)).join('/').slice(0, 200), title: normalise(document.title),
  });
})();
