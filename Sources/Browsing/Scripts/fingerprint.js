// SPDX-License-Identifier: Apache-2.0
// What an element looks like.
//
// Everything is synchronous: the recorder takes a fingerprint at `pointerdown`, before the click's own consequences.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.fingerprint) return;
  const { attribute, normalise } = understudy;

  // ---- The fingerprint ------------------------------------------------------------------------------------------

  const KEPT = [...understudy.TEST_IDS, 'type', 'name', 'href', 'alt', 'title', 'placeholder', 'aria-label', 'autocomplete', 'target'];

  function keptAttributes(element) {
    const kept = {};
    for (const name of KEPT) {
      const value = attribute(element, name);
      if (value && value.length <= 200) kept[name] = value;
    }
    const id = attribute(element, 'id');
    if (id && !understudy.looksGenerated(id)) kept.id = id;
    const isChoice = element.localName === 'input' && ['radio', 'checkbox', 'submit', 'button', 'reset'].includes(element.type);
    const value = (isChoice || element.localName === 'button') && attribute(element, 'value');
    if (value && value.length <= 80) kept.value = value;
    const query = kept.href && /\?([^#]*)/u.exec(kept.href);
    if (query) kept['href?'] = digestOf(query[1]);
    if (kept.href) kept.href = understudy.placeOfLink(kept.href);
    if (!kept.href) delete kept.href;
    const source = understudy.isFrame(element) && (attribute(element, 'src') || '').replace(/[?#].*$/u, '');
    if (source && source.length <= 200) kept.src = source;
    if (kept.name && understudy.looksGenerated(kept.name)) delete kept.name;
    return kept;
  }

  // A link without its query. A fragment stays where it says which part of the page, or which view of it, is meant.
  understudy.placeOfLink = (href) => {
    const [, path, fragment] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/u.exec(href) || ['', '', '', ''];
    const isWord = !!fragment && /^!?\/?[\p{L}\p{N}_/-]{2,60}$/u.test(fragment) && !fragment.split('/').some((part) => part && understudy.looksGenerated(part));
    return /^\s*javascript:/iu.test(path) ? '' : path + (isWord ? '#' + fragment : '');
  };

  // What a link asks for is compared, and not written down: it may hold what is nobody's business.
  const digestOf = (text) => {
    let digest = 0x811c9dc5;
    for (const one of text) digest = Math.imul(digest ^ one.codePointAt(0), 0x01000193) >>> 0;
    return digest.toString(16).padStart(8, '0');
  };

  const UNCOUNTED = ['type', 'target', 'autocomplete', 'href?', 'name?'];
  understudy.withoutDigits = (text) => normalise(text).toLowerCase().replace(/\d+/gu, '#');

  function countsOf(element, attributes, namesakes, alike) {
    const counts = { name: Math.max(1, namesakes.length) };
    if (alike > counts.name) counts.alike = alike;
    for (const key of Object.keys(attributes)) {
      if (UNCOUNTED.includes(key)) continue;
      // Marked, because an attribute called "name" is not the accessible name.
      counts['@' + key] = understudy.sharing(element, key, attribute(element, key));
    }
    return counts;
  }

  // What can be told of an element by looking at nothing but itself.
  understudy.glimpse = understudy.kept((element) => {
    const name = understudy.nameOf(element), whole = understudy.wholeNameOf(element, name), attributes = keptAttributes(element);
    if (whole && whole.length > name.length) attributes['name?'] = digestOf(whole);
    return {
      v: 1, tag: element.localName, role: understudy.roleOf(element), name, text: understudy.textOf(element),
      label: understudy.labelOf(element), attributes,
    };
  });

  understudy.fingerprint = understudy.inOneLook((element) => {
    const print = understudy.glimpse(element);
    // Nameless fields have their like too; of what has neither name nor role there is too much to count.
    const family = print.name || print.role !== 'generic' ? understudy.inRole(print.role).map((other) => ({ other, name: understudy.nameOf(other) })) : [];
    const twins = family.filter((entry) => entry.name === print.name).map((entry) => entry.other);
    const shape = understudy.withoutDigits(print.name);
    const alike = family.filter((entry) => understudy.withoutDigits(entry.name) === shape).length;
    const context = understudy.contextOf(element, twins);
    const counts = countsOf(element, print.attributes, twins, alike);
    if (context.text) counts.depth = context.depth;
    const around = understudy.vicinityOf(element);
    if (print.name || print.role !== 'generic') counts.near = understudy.nearTwins(around, twins);
    const box = element.getBoundingClientRect();
    return {
      ...print, context: context.text, place: context.place, heading: understudy.headingOf(element), form: understudy.formOf(element),
      box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round), counts,
      ...around, ...understudy.pageMarks(),
    };
  });

  const KINDS = {
    textbox: 'field', searchbox: 'search field', combobox: 'list', listbox: 'list', spinbutton: 'number field', img: 'picture',
    generic: 'element', iframe: 'frame',
  };

  understudy.looks = function looks(print) {
    const kind = KINDS[print.role] || print.role || print.tag;
    const name = print.name || print.label || print.text || print.attributes.name || '';
    let sentence = kind + (name ? ' "' + name.slice(0, 60) + '"' : '');
    if (print.context) sentence += ' beside "' + print.context.slice(0, 60) + '"';
    if (print.form) sentence += ' in form "' + print.form.slice(0, 60) + '"';
    if (print.heading) sentence += ', under "' + print.heading.slice(0, 60) + '"';
    return sentence;
  };

  understudy.describe = understudy.inOneLook((element) => {
    const fingerprint = understudy.fingerprint(element);
    return { looks: understudy.looks(fingerprint), locators: understudy.locators(element, fingerprint), fingerprint };
  });
})();
