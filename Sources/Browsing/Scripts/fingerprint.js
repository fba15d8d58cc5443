// SPDX-License-Identifier: Apache-2.0
// What an element looks like, and how it can be found again.
//
// Runs in the isolated world named "understudy", before any script of the page, which can neither see nor change it.
// Everything is synchronous: the recorder takes a fingerprint at `pointerdown`, before the click's own consequences.
(() => {
  'use strict';
  if (globalThis.understudy) return;
  const understudy = (globalThis.understudy = {});

  // A form whose field is called "id" or "attributes" answers with that field: so the prototypes' own getters are used.
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const has = (element, name) => Element.prototype.hasAttribute.call(element, name);
  const parentOf = (element) => element.parentElement instanceof Element ? element.parentElement : null;

  const LIMIT = 120;
  understudy.normalise = (text) => String(text || '').replace(/\s+/gu, ' ').trim().slice(0, LIMIT);

  // ---- Roles and names ------------------------------------------------------------------------------------------

  const INTERACTIVE = 'a[href], button, input, select, textarea, summary, option, [role=button], [role=link], '
    + '[role=checkbox], [role=radio], [role=tab], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], '
    + '[role=option], [role=switch], [role=combobox], [role=textbox], [role=searchbox], [role=slider], '
    + '[role=spinbutton], [role=treeitem], [contenteditable=""], [contenteditable=true]';

  // From what the pointer hit to what a person means: the enclosing control, or the control of the enclosing label.
  understudy.retarget = (node) => {
    let element = node instanceof Element ? node : node && node.parentElement;
    if (!element) return null;
    const control = element.closest(INTERACTIVE);
    if (control) return control;
    const label = element.closest('label');
    if (label && label.control) return label.control;
    const svg = element.closest('svg');
    return svg && parentOf(svg) ? svg : element;
  };

  const IMPLICIT = {
    A: (e) => (has(e, 'href') ? 'link' : 'generic'), BUTTON: () => 'button', SELECT: (e) => (e.multiple || e.size > 1 ? 'listbox' : 'combobox'),
    TEXTAREA: () => 'textbox', OPTION: () => 'option', IMG: () => 'img', NAV: () => 'navigation', FORM: () => 'form',
    H1: () => 'heading', H2: () => 'heading', H3: () => 'heading', H4: () => 'heading', H5: () => 'heading', H6: () => 'heading',
    INPUT: (e) => ({
      button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio', range: 'slider',
      number: 'spinbutton', search: 'searchbox',
    }[e.type] || 'textbox'),
  };

  understudy.roleOf = (element) => {
    const computed = element.computedRole;
    if (typeof computed === 'string' && computed) return computed.toLowerCase();
    const own = attribute(element, 'role');
    if (own) return own.trim().split(/\s+/u)[0].toLowerCase();
    const implicit = IMPLICIT[element.tagName];
    return implicit ? implicit(element) : 'generic';
  };

  understudy.labelOf = (element) => {
    const labels = element.labels && typeof element.labels.length === 'number' ? Array.from(element.labels) : [];
    for (const label of labels) {
      const text = understudy.normalise(textWithoutControls(label));
      if (text) return text;
    }
    const ids = (attribute(element, 'aria-labelledby') || '').split(/\s+/u).filter(Boolean);
    const referenced = ids.map((id) => document.getElementById(id)).filter(Boolean).map((e) => e.textContent).join(' ');
    return understudy.normalise(referenced || attribute(element, 'aria-label') || '');
  };

  // A label that wraps its field holds the field's text too (the options of a list): only its own words count.
  function textWithoutControls(root) {
    let text = '';
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) { text += node.data; return; }
      if (node instanceof Element && node.matches('select, textarea, input, button, script, style')) return;
      for (const child of node.childNodes) walk(child);
      text += ' ';
    };
    walk(root);
    return text;
  }

  understudy.nameOf = (element) => {
    const computed = element.computedName;
    if (typeof computed === 'string' && computed) return understudy.normalise(computed);
    const label = understudy.labelOf(element);
    if (label) return label;
    if (isField(element)) return understudy.normalise(attribute(element, 'placeholder') || attribute(element, 'title') || '');
    if (element.localName === 'input') return understudy.normalise(attribute(element, 'value') || attribute(element, 'alt') || '');
    return understudy.normalise(element.textContent || attribute(element, 'title') || '');
  };

  const isField = (element) => element.localName === 'select' || element.localName === 'textarea' || element.isContentEditable
    || (element.localName === 'input' && !['button', 'submit', 'reset', 'image'].includes(element.type));

  // What an element shows; never what somebody typed into it.
  understudy.textOf = (element) => (isField(element) ? '' : understudy.normalise(element.textContent));

  const SECRET_AUTOCOMPLETE = /(^|\s)(one-time-code|cc-[a-z-]+|current-password|new-password)(\s|$)/u;
  const SECRET_WORDS = /\b(passwor[dt]|passwd|passphrase|passcode|card ?number|kartennummer|cvv|cvc|security code|otp|one[- ]time|pin|tan)\b/iu;
  const wasSecret = new WeakSet();

  // Whether a field's value must never be read; once it was so, it stays so, also when its type flips to text.
  understudy.isSecret = (element) => {
    if (wasSecret.has(element)) return true;
    const words = [attribute(element, 'name'), attribute(element, 'id'), attribute(element, 'aria-label'),
      attribute(element, 'placeholder'), understudy.labelOf(element)].join(' ').replace(/[_-]+/gu, ' ');
    const secret = element.type === 'password' || SECRET_AUTOCOMPLETE.test(attribute(element, 'autocomplete') || '')
      || (isField(element) && element.localName === 'input' && !['checkbox', 'radio'].includes(element.type)
        && SECRET_WORDS.test(words));
    if (secret) wasSecret.add(element);
    return secret;
  };

  // ---- Surroundings ---------------------------------------------------------------------------------------------

  const HEADINGS = 'h1, h2, h3, h4, h5, h6, [role=heading], legend, caption';

  understudy.headingOf = (element) => {
    for (let scope = parentOf(element); scope; scope = parentOf(scope)) {
      let found = '';
      for (const heading of scope.querySelectorAll(HEADINGS)) {
        if (heading.contains(element)) continue;
        if (heading.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING) found = heading.textContent;
      }
      if (found) return understudy.normalise(found);
      if (scope.matches('main, body, dialog, [role=dialog]')) break;
    }
    return '';
  };

  understudy.formOf = (element) => {
    const form = element.closest('form, [role=form], [role=search], dialog, [role=dialog]');
    if (!form) return '';
    const named = attribute(form, 'aria-label') || form.computedName || '';
    return understudy.normalise(typeof named === 'string' && named ? named : attribute(form, 'name') || '');
  };

  const KEY_PARTS = 'th, h1, h2, h3, h4, h5, h6, [role=heading], [role=rowheader], strong, dt, legend, a[href], td';

  // Others look the same by role and name: the text of the smallest surroundings that hold only this one.
  understudy.contextOf = (element, twins) => {
    const others = twins.filter((twin) => twin !== element);
    if (!others.length) return '';
    let scope = element;
    for (let outer = parentOf(element); outer && !others.some((other) => outer.contains(other)); outer = parentOf(outer)) {
      scope = outer;
    }
    if (scope === element) return '';
    for (const part of scope.querySelectorAll(KEY_PARTS)) {
      if (part === element || part.contains(element) || element.contains(part)) continue;
      const text = understudy.normalise(textWithoutControls(part));
      if (/\p{L}/u.test(text)) return text;
    }
    return understudy.normalise(textWithoutControls(scope));
  };

  // ---- Locators -------------------------------------------------------------------------------------------------

  const TEST_IDS = ['data-testid', 'data-test', 'data-qa', 'data-cy', 'data-test-id', 'data-qa-id', 'data-testing'];

  // Ids that a program made: long numbers, hexadecimal runs, or many changes between letters and digits.
  understudy.looksGenerated = (value) => {
    if (!value || value.length > 60) return true;
    if (/\d{4,}/u.test(value) || /[0-9a-f]{8,}/iu.test(value) || /^[:_]?r\d/u.test(value)) return true;
    // Letters that nobody could say: five consonants in a row, or hardly a vowel.
    if (/[bcdfghjklmnpqrstvwxz]{5,}/iu.test(value)) return true;
    if (value.length >= 6 && /^[a-z]+$/iu.test(value) && (value.match(/[aeiou]/giu) || []).length < value.length / 6) return true;
    const changes = (value.match(/[a-z](?=\d)|\d(?=[a-z])|[a-z](?=[A-Z][a-z]?\d)/giu) || []).length;
    return changes >= 3 || (/\d/u.test(value) && /[a-z]\d[a-z]|\d[a-z]+\d/iu.test(value));
  };

  const quoteXPath = (text) => {
    if (!text.includes("'")) return "'" + text + "'";
    if (!text.includes('"')) return '"' + text + '"';
    return "concat('" + text.split("'").join("', \"'\", '") + "')";
  };

  const findXPath = (path) => {
    const found = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const elements = [];
    for (let index = 0; index < found.snapshotLength; index += 1) {
      const node = found.snapshotItem(index);
      if (node instanceof Element) elements.push(node);
    }
    return elements;
  };

  const findCSS = (chain) => chain.reduce(
    (scopes, selector) => scopes.flatMap((scope) => Array.from((scope.shadowRoot || scope).querySelectorAll(selector))), [document]);

  const CANDIDATES = 'a, button, input, select, textarea, summary, option, label, h1, h2, h3, h4, h5, h6, img, output, '
    + 'p, li, td, th, span, div, strong, [role], [tabindex], [contenteditable]';

  // Only elements that can have the tag of this role are asked, because the browser computes a name for each.
  const ROLE_TAGS = {
    button: 'button, input[type=button], input[type=submit], input[type=reset], input[type=image], summary, [role=button]',
    link: 'a[href], area[href], [role=link]', textbox: 'input, textarea, [role=textbox], [contenteditable]',
    searchbox: 'input[type=search], [role=searchbox]', checkbox: 'input[type=checkbox], [role=checkbox]',
    radio: 'input[type=radio], [role=radio]', combobox: 'select, input[list], [role=combobox]',
    listbox: 'select, [role=listbox]', spinbutton: 'input[type=number], [role=spinbutton]',
    heading: 'h1, h2, h3, h4, h5, h6, [role=heading]', img: 'img, svg, [role=img]', slider: 'input[type=range], [role=slider]',
    option: 'option, [role=option]', status: 'output, [role=status]', alert: '[role=alert]',
  };

  const findRole = (role, name) => {
    const wanted = understudy.normalise(name);
    const found = [];
    for (const element of document.querySelectorAll(ROLE_TAGS[role] || CANDIDATES)) {
      if (understudy.roleOf(element) === role && understudy.nameOf(element) === wanted) found.push(element);
    }
    return found;
  };

  understudy.find = (locator) => {
    try {
      if (locator.kind === 'xpath') return findXPath(locator.value);
      if (locator.kind === 'css') return findCSS(locator.value);
      return findRole(locator.role, locator.name);
    } catch (error) { return []; }
  };

  const attributePath = (tag, name, value) => '//' + tag + '[@' + name + '=' + quoteXPath(value) + ']';
  const attributeSelector = (tag, name, value) => tag + '[' + name + '=' + JSON.stringify(value) + ']';

  // Anchors that say what an element is, best first; each as XPath and as CSS.
  function anchors(element) {
    const tag = element.localName, result = [];
    const add = (name) => {
      const value = attribute(element, name);
      if (!value || value.length > 200) return;
      result.push({ xpath: attributePath(tag, name, value), css: attributeSelector(tag, name, value) });
    };
    for (const name of TEST_IDS) add(name);
    const name = attribute(element, 'name');
    if (name && !understudy.looksGenerated(name)) {
      if (element.type === 'radio' || element.type === 'checkbox') {
        const value = attribute(element, 'value');
        if (value) {
          result.push({
            xpath: '//' + tag + '[@name=' + quoteXPath(name) + ' and @value=' + quoteXPath(value) + ']',
            css: attributeSelector(tag, 'name', name) + '[value=' + JSON.stringify(value) + ']',
          });
        }
      } else add('name');
    }
    const id = attribute(element, 'id');
    if (id && !understudy.looksGenerated(id)) add('id');
    for (const other of ['aria-label', 'placeholder', 'alt', 'title']) add(other);
    const href = attribute(element, 'href');
    if (href && !/[?#]|\d{4,}/u.test(href)) add('href');
    if (tag === 'input' && ['submit', 'button', 'reset'].includes(element.type)) add('value');
    return result;
  }

  // The element's words, for XPath only: CSS knows no text.
  function wordPaths(element) {
    const tag = element.localName, result = [];
    const text = understudy.normalise(element.textContent);
    if (!isField(element) && text && text.length <= 60 && !/\d{3,}/u.test(text)) {
      result.push('//' + tag + '[normalize-space()=' + quoteXPath(text) + ']');
    }
    if (isField(element)) {
      const label = element.labels && element.labels[0];
      const words = label && understudy.normalise(textWithoutControls(label));
      if (words && label.contains(element)) result.push('//label[contains(normalize-space(), ' + quoteXPath(words) + ')]//' + tag);
      else if (words) {
        result.push('//' + tag + '[@id=//label[normalize-space()=' + quoteXPath(words) + ']/@for]');
      }
    }
    return result;
  }

  // From a stable ancestor down, by position only where nothing else is left.
  function placedLocators(element) {
    let xpath = '', css = '';
    for (let node = element; node && node !== document.documentElement; node = parentOf(node)) {
      const anchor = node === element ? null : anchors(node).find((candidate) => only(findXPath(candidate.xpath), node));
      if (anchor) {
        return { xpath: anchor.xpath + xpath, css: anchor.css + css };
      }
      const tag = node.localName, parent = parentOf(node);
      const siblings = parent ? Array.from(parent.children).filter((sibling) => sibling.localName === tag) : [node];
      const place = siblings.length > 1 ? siblings.indexOf(node) + 1 : 0;
      xpath = '/' + tag + (place ? '[' + place + ']' : '') + xpath;
      css = ' > ' + tag + (place ? ':nth-of-type(' + place + ')' : '') + css;
    }
    return { xpath: '/html' + xpath, css: 'html' + css };
  }

  // Anchored on the words that set the row apart: //tr[.//th[…='Espresso']]//button[…].
  function rowPath(element, context) {
    if (!context || context.length > 80 || context.length === LIMIT) return null;
    const own = wordPaths(element)[0];
    if (!own) return null;
    for (let row = parentOf(element); row && row !== document.body; row = parentOf(row)) {
      if (!understudy.normalise(row.textContent).includes(context)) continue;
      const path = '//' + row.localName + '[.//*[normalize-space()=' + quoteXPath(context) + ']]' + own;
      if (only(findXPath(path), element)) return path;
    }
    return null;
  }

  const only = (found, element) => found.length === 1 && found[0] === element;

  // Up to two of each kind: the best that matches nothing else, and a second way where there is one.
  understudy.locators = (element, print) => {
    const anchored = anchors(element), placed = placedLocators(element);
    const paths = anchored.map((anchor) => anchor.xpath).concat(wordPaths(element));
    const row = rowPath(element, print.context);
    if (row) paths.unshift(row);
    paths.push(placed.xpath);
    const selectors = anchored.map((anchor) => anchor.css).concat([placed.css]);
    const locators = [];
    const path = paths.find((candidate) => only(findXPath(candidate), element));
    if (path) locators.push({ kind: 'xpath', value: path, matched: 1 });
    else locators.push({ kind: 'xpath', value: paths[0], matched: findXPath(paths[0]).length });
    const selector = selectors.find((candidate) => only(findCSS([candidate]), element));
    if (selector) locators.push({ kind: 'css', value: [selector], matched: 1 });
    if (print.name && print.role && print.role !== 'generic') {
      locators.push({ kind: 'role', role: print.role, name: print.name, matched: print.counts.name });
    }
    return locators;
  };

  // ---- The fingerprint ------------------------------------------------------------------------------------------

  const KEPT = [...TEST_IDS, 'type', 'name', 'href', 'alt', 'title', 'placeholder', 'aria-label', 'autocomplete', 'target'];

  function keptAttributes(element) {
    const kept = {};
    for (const name of KEPT) {
      const value = attribute(element, name);
      if (value && value.length <= 200) kept[name] = value;
    }
    const id = attribute(element, 'id');
    if (id && !understudy.looksGenerated(id)) kept.id = id;
    const isChoice = element.localName === 'input' && ['radio', 'checkbox', 'submit', 'button', 'reset'].includes(element.type);
    const value = isChoice && attribute(element, 'value');
    if (value && value.length <= 80) kept.value = value;
    if (kept.href && /[?#]/u.test(kept.href)) kept.href = kept.href.replace(/[?#].*$/u, '');
    if (kept.name && understudy.looksGenerated(kept.name)) delete kept.name;
    return kept;
  }

  function countOf(element, name, value) {
    return document.querySelectorAll(attributeSelector(element.localName, name, value)).length;
  }

  understudy.fingerprint = (element) => {
    const role = understudy.roleOf(element), name = understudy.nameOf(element);
    const twins = name ? findRole(role, name) : [];
    const attributes = keptAttributes(element), counts = { name: Math.max(1, twins.length) };
    for (const key of Object.keys(attributes)) {
      if (key === 'type' || key === 'target' || key === 'autocomplete') continue;
      // Marked, because an attribute called "name" is not the accessible name.
      counts['@' + key] = countOf(element, key, attribute(element, key));
    }
    const box = element.getBoundingClientRect();
    return {
      v: 1, tag: element.localName, role, name, text: understudy.textOf(element), label: understudy.labelOf(element), attributes,
      context: understudy.contextOf(element, twins), heading: understudy.headingOf(element), form: understudy.formOf(element),
      box: [box.x + scrollX, box.y + scrollY, box.width, box.height].map(Math.round), counts,
    };
  };

  const KINDS = {
    textbox: 'field', searchbox: 'search field', combobox: 'list', listbox: 'list', spinbutton: 'number field', img: 'picture',
    generic: 'element',
  };

  understudy.looks = (print) => {
    const kind = KINDS[print.role] || print.role || print.tag;
    const name = print.name || print.label || print.text || print.attributes.name || '';
    let sentence = kind + (name ? ' "' + name.slice(0, 60) + '"' : '');
    if (print.context) sentence += ' beside "' + print.context.slice(0, 60) + '"';
    if (print.form) sentence += ' in form "' + print.form.slice(0, 60) + '"';
    if (print.heading) sentence += ', under "' + print.heading.slice(0, 60) + '"';
    return sentence;
  };

  understudy.describe = (element) => {
    const fingerprint = understudy.fingerprint(element);
    return { looks: understudy.looks(fingerprint), locators: understudy.locators(element, fingerprint), fingerprint };
  };
})();
