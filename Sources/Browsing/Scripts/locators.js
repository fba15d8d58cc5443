// SPDX-License-Identifier: Apache-2.0
// Ways to find an element again, and the finding itself.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.find) return;
  const { attribute, normalise } = understudy;

  understudy.TEST_IDS = ['data-testid', 'data-test', 'data-qa', 'data-cy', 'data-test-id', 'data-qa-id', 'data-testing'];

  const RARE = /j[bcdfghklmnpqrstvwxyz]|q[^u]|[bcfgkpqvwxz]j|[bcfghjkmpvwxz]q|[bcdfghjkpqsvwz]x|x[bdgjkmnrvwz]|v[bcdfghjkmpqtwxz]|[cfgjkmqvxz]v|z[bcdfgjkmnpqrsvx]|[bcfghjkmpqvwx]z|[fjqvxz]w|f[bdghkpvw]/iu;

  // Ids that a program made: long numbers, hexadecimal runs, or many changes between letters and digits.
  understudy.looksGenerated = (value) => {
    if (!value || value.length > 60) return true;
    if (/\d{4,}/u.test(value) || /[0-9a-f]{8,}/iu.test(value) || /^[:_]?r\d/u.test(value)) return true;
    // Letters that nobody could say: five consonants in a row, or hardly a vowel.
    if (/[bcdfghjklmnpqrstvwxz]{5,}/iu.test(value)) return true;
    if (value.length >= 6 && /^[a-z]+$/iu.test(value) && (value.match(/[aeiou]/giu) || []).length < value.length / 6) return true;
    // Two letters beside each other that hardly any word of any language in this alphabet has.
    if (value.length >= 6 && /^[a-z]+$/iu.test(value) && RARE.test(value)) return true;
    const changes = (value.match(/[a-z](?=\d)|\d(?=[a-z])|[a-z](?=[A-Z][a-z]?\d)/giu) || []).length;
    return changes >= 3 || (/\d/u.test(value) && /[a-z]\d[a-z]|\d[a-z]+\d/iu.test(value));
  };

  // ---- Finding --------------------------------------------------------------------------------------------------

  function findXPath(path) {
    const found = document.evaluate(path, document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
    const elements = [];
    for (let index = 0; index < found.snapshotLength; index += 1) {
      const node = found.snapshotItem(index);
      if (node instanceof Element) elements.push(node);
    }
    return elements;
  }

  // Each selector but the last names a host, whose shadow root the next one looks into.
  const findCSS = (chain) => chain.reduce(
    (scopes, selector) => scopes.flatMap((scope) => Array.from((understudy.rootOf(scope) || scope).querySelectorAll(selector))), [document]);

  const CANDIDATES = 'a, button, input, select, textarea, summary, option, label, h1, h2, h3, h4, h5, h6, img, svg, output, '
    + 'p, li, td, th, span, div, strong, em, small, dt, dd, section, article, [role], [tabindex], [contenteditable]';

  // Only elements that can have the tag of this role are asked for their names.
  const ROLE_TAGS = {
    button: 'button, input[type=button], input[type=submit], input[type=reset], input[type=image], summary, [role=button]',
    link: 'a[href], area[href], [role=link]', textbox: 'input, textarea, [role=textbox], [contenteditable]',
    searchbox: 'input[type=search], [role=searchbox]', checkbox: 'input[type=checkbox], [role=checkbox]',
    radio: 'input[type=radio], [role=radio]', combobox: 'select, input[list], [role=combobox]',
    listbox: 'select, [role=listbox]', spinbutton: 'input[type=number], [role=spinbutton]',
    iframe: 'iframe, frame', heading: 'h1, h2, h3, h4, h5, h6, [role=heading]', img: 'img, svg, [role=img]', slider: 'input[type=range], [role=slider]',
    option: 'option, [role=option]', status: 'output, [role=status]', alert: '[role=alert]',
  };

  understudy.inRole = understudy.kept(
    (role) => understudy.all(ROLE_TAGS[role] || CANDIDATES).filter((element) => understudy.roleOf(element) === role));

  // Those of a role that bear a name, in the order of the page.
  understudy.namesakes = (role, name) => {
    const wanted = normalise(name);
    return understudy.inRole(role).filter((element) => understudy.nameOf(element) === wanted);
  };

  understudy.find = (locator) => {
    try {
      if (locator.kind === 'xpath') return findXPath(locator.value);
      if (locator.kind === 'css') return findCSS(locator.value);
      return understudy.namesakes(locator.role, locator.name);
    } catch (error) { return []; }
  };

  // How many elements share a mark. Links are told apart without their queries, as they are recorded.
  understudy.sharing = (element, name, value) => {
    if (name !== 'href' || !/[?#]/u.test(value)) return understudy.all(attributeSelector(element.localName, name, value)).length;
    const place = understudy.placeOfLink(value);
    return understudy.all(CSS.escape(element.localName) + '[href]')
      .filter((other) => understudy.placeOfLink(attribute(other, 'href')) === place).length;
  };

  // ---- Making ---------------------------------------------------------------------------------------------------

  const only = (found, element) => found.length === 1 && found[0] === element;

  const quoteXPath = (text) => {
    if (!text.includes("'")) return "'" + text + "'";
    if (!text.includes('"')) return '"' + text + '"';
    return "concat('" + text.split("'").join("', \"'\", '") + "')";
  };

  // A tag as XPath names it: what is not HTML (a drawing) has a namespace of its own.
  const named = (element) => (element.namespaceURI === 'http://www.w3.org/1999/xhtml' ? element.localName
    : "*[local-name()='" + element.localName + "']");

  const attributePath = (element, name, value) => '//' + named(element) + '[@' + name + '=' + quoteXPath(value) + ']';
  const attributeSelector = (tag, name, value) => CSS.escape(tag) + '[' + name + '=' + JSON.stringify(value) + ']';

  // Anchors that say what an element is, best first; each as XPath and as CSS.
  function anchors(element) {
    const tag = element.localName, result = [];
    const add = (name) => {
      const value = attribute(element, name);
      if (!value || value.length > 200) return;
      result.push({ xpath: attributePath(element, name, value), css: attributeSelector(tag, name, value) });
    };
    for (const name of understudy.TEST_IDS) add(name);
    const name = attribute(element, 'name');
    if (name && !understudy.looksGenerated(name)) {
      if (understudy.isChoice(element)) {
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
    const source = understudy.isFrame(element) && attribute(element, 'src');
    if (source && !/[?#]|\d{4,}/u.test(source)) add('src');
    if (tag === 'input' && ['submit', 'button', 'reset'].includes(element.type)) add('value');
    return result;
  }

  // The element's words, for XPath only: CSS knows no text.
  function wordPaths(element) {
    const tag = named(element), result = [];
    const text = String(element.textContent || '').replace(/\s+/gu, ' ').trim();
    if (!understudy.isField(element) && !understudy.isFrame(element) && text && text.length <= 60 && !/\d{3,}/u.test(text)) {
      result.push('//' + tag + '[normalize-space()=' + quoteXPath(text) + ']');
    }
    if (understudy.isField(element)) {
      const label = understudy.labelsOf(element)[0];
      const words = label && understudy.ownWords(label);
      if (words && label.contains(element)) result.push('//label[contains(normalize-space(), ' + quoteXPath(words) + ')]//' + tag);
      else if (words) result.push('//' + tag + '[@id=//label[normalize-space()=' + quoteXPath(words) + ']/@for]');
    }
    return result;
  }

  // From a stable ancestor down, by position only where nothing else is left. Inside one tree: the document, or a root.
  function placed(element, isUnique) {
    let xpath = '', css = '';
    for (let node = element; node && node !== document.documentElement; node = node.parentElement) {
      const anchor = node === element ? null : anchors(node).find((candidate) => isUnique(candidate, node));
      if (anchor) return { xpath: anchor.xpath + xpath, css: anchor.css + css };
      const parent = node.parentNode;
      const siblings = parent ? Array.from(parent.children).filter((sibling) => sibling.localName === node.localName) : [node];
      const place = siblings.length > 1 ? siblings.indexOf(node) + 1 : 0;
      xpath = '/' + named(node) + (place ? '[' + place + ']' : '') + xpath;
      css = (node.parentElement ? ' > ' : '') + CSS.escape(node.localName) + (place ? ':nth-of-type(' + place + ')' : '') + css;
    }
    return { xpath: '/html' + xpath, css: css.startsWith(' > ') ? 'html' + css : css || 'html' };
  }

  // Anchored on the words that set the row apart: //tr[.//*[…='Espresso']]//button[…].
  function rowPath(element, print) {
    if (!print.context || print.context.length > 80 || print.context.startsWith('@')) return null;
    // What has no words of its own is the one of its kind in the row.
    const owns = wordPaths(element).concat(anchors(element).map((anchor) => anchor.xpath), '//' + named(element));
    let row = element;
    for (let level = print.counts.depth || 0; level > 0 && row; level -= 1) row = row.parentElement;
    if (!row || row === document.body || row === document.documentElement) return null;
    const said = '[normalize-space()=' + quoteXPath(print.context) + ']';
    const steps = (print.place || '').split('|')[0].split('/').map((step) => /^([a-z][a-z0-9]*):(\d+)of\d+$/u.exec(step));
    const places = steps.every(Boolean) ? [steps.map((step) => step[1] + '[' + (Number(step[2]) + 1) + ']').join('/') + said] : [];
    const rows = places.concat('.//*' + said).map((place) => '//' + named(row) + '[' + place + ']');
    return owns.flatMap((own) => rows.map((path) => path + own)).find((path) => only(findXPath(path), element)) || null;
  }

  // The selectors of the hosts around an element, outermost first; null when one of them cannot be told apart.
  function hostsOf(element) {
    const root = element.getRootNode();
    if (!(root instanceof ShadowRoot)) return [];
    const outer = hostsOf(root.host);
    const selector = outer && bestSelector(root.host, outer);
    return selector ? [...outer, selector] : null;
  }

  function bestSelector(element, hosts) {
    const isUnique = (candidate, node) => only(findCSS([...hosts, candidate.css]), node);
    const anchor = anchors(element).find((candidate) => isUnique(candidate, element));
    const selector = anchor ? anchor.css : placed(element, isUnique).css;
    return only(findCSS([...hosts, selector]), element) ? selector : null;
  }

  function bestPath(element, print) {
    const row = rowPath(element, print);
    const own = anchors(element).map((anchor) => anchor.xpath);
    // In a list of one, a mark of its own is better than the words beside it.
    const paths = ((print.counts || {}).name > 1 ? [row, ...own] : [...own, row]).filter(Boolean).concat(wordPaths(element));
    return paths.find((path) => only(findXPath(path), element))
      || placed(element, (candidate, node) => only(findXPath(candidate.xpath), node)).xpath;
  }

  // One of each kind, and only what finds exactly this element now. XPath cannot look into shadow roots.
  understudy.locators = (element, print) => {
    const locators = [], hosts = hostsOf(element);
    if (hosts && !hosts.length) {
      const path = bestPath(element, print);
      if (only(findXPath(path), element)) locators.push({ kind: 'xpath', value: path, matched: 1 });
    }
    const selector = hosts && bestSelector(element, hosts);
    if (selector) locators.push({ kind: 'css', value: [...hosts, selector], matched: 1 });
    if (print.name && print.role && print.role !== 'generic') {
      locators.push({ kind: 'role', role: print.role, name: print.name, matched: print.counts.name });
    }
    return locators;
  };
})();
