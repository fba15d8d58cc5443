// SPDX-License-Identifier: Apache-2.0
// What an element is: its role, its name, its label, and the control that a person means by it.
//
// Runs in the isolated world named "understudy", before any script of the page, which can neither see nor change it.
// Names are worked out here and not asked of the browser: one `computedName` costs as much as the page is long.
(() => {
  'use strict';
  // A window that a page opened keeps its world when its first document comes: what was set up is for the empty one.
  if (globalThis.understudy && globalThis.understudy.document === document) return;
  const understudy = (globalThis.understudy = { document });

  // A form whose field is called "id" or "attributes" answers with that field: so the prototypes' own getters are used.
  const attribute = (element, name) => Element.prototype.getAttribute.call(element, name);
  const has = (element, name) => Element.prototype.hasAttribute.call(element, name);
  understudy.attribute = attribute;

  const LIMIT = 120, WHOLE = 4000;
  let limit = LIMIT;
  // Hyphens and joints that are not shown, and marks of direction: nobody reads them, so they are no part of a name.
  const UNSEEN = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;
  // A page can say megabytes: what is far behind the end is not even looked at.
  const FAR = 64;
  understudy.normalise = (text) => String(text || '').slice(0, FAR * limit).replace(UNSEEN, '').replace(/\s+/gu, ' ').trim().slice(0, limit);

  // ---- One look --------------------------------------------------------------------------------------------------

  // While one look at the page goes on nothing in it changes: what was worked out of an element holds until it is over.
  // Nothing that such a look does may touch the page, or be told of by it.
  let known = null;
  understudy.inOneLook = (look) => (...given) => {
    if (known) return look(...given);
    known = new Map();
    try { return look(...given); } finally { known = null; }
  };

  // Works something out of one thing once a look. What is given back is for reading only.
  understudy.kept = (work) => (subject) => {
    if (!known || limit !== LIMIT) return work(subject);
    let answers = known.get(work);
    if (!answers) known.set(work, answers = new Map());
    let answer = answers.get(subject);
    if (answer === undefined) answers.set(subject, answer = work(subject));
    return answer;
  };
  const { kept } = understudy;

  // ---- The tree, shadow roots included -------------------------------------------------------------------------

  // The element around this one; from the top of a shadow root, its host.
  understudy.parentOf = (element) => {
    const parent = Node.prototype.getRootNode.call(element) === element.parentNode ? element.parentNode.host : element.parentElement;
    return parent instanceof Element ? parent : null;
  };

  // Closed shadow roots, which a page keeps to itself and the appliance asks the browser for; see closed.js.
  const closed = new WeakMap();
  understudy.closed = closed;

  understudy.rootOf = (element) => element.shadowRoot || closed.get(element) || null;

  // The document and every shadow root in it that is known.
  understudy.roots = kept(() => {
    const found = [document];
    for (let index = 0; index < found.length; index += 1) {
      for (const element of found[index].querySelectorAll('*')) {
        const root = understudy.rootOf(element);
        if (root) found.push(root);
      }
    }
    return found;
  });

  // The innermost element at a point, or the one of those in a root that has the focus.
  understudy.topElementAt = (x, y) => {
    let found = document.elementFromPoint(x, y);
    for (let root = found && understudy.rootOf(found); root; root = understudy.rootOf(found)) {
      const inner = root.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };

  // What an event happened to. A closed root shows its host instead: then whatever is under the pointer there, or has
  // the focus.
  understudy.originOf = (event) => {
    let node = event.composedPath()[0];
    while (node instanceof Element && !node.shadowRoot && closed.has(node)) {
      const root = closed.get(node);
      const isPointed = event instanceof MouseEvent && !(event.type === 'click' && event.detail === 0);
      const inner = isPointed
        ? root.elementFromPoint(event.clientX, event.clientY) : root.activeElement;
      if (!inner || inner === node) break;
      node = inner;
    }
    return node;
  };

  understudy.all = kept((selector) => understudy.roots().flatMap((root) => Array.from(root.querySelectorAll(selector))));

  // Of each child of an element which one it is of those with its tag, from zero, and how many these are.
  const placesIn = kept((parent) => {
    const places = new Map(), counts = new Map();
    for (const child of parent.children) {
      const place = counts.get(child.localName) || 0;
      counts.set(child.localName, place + 1);
      places.set(child, place);
    }
    return { places, counts };
  });
  understudy.placeOf = (element) => {
    const parent = element.parentNode;
    if (!parent) return { index: 0, count: 1 };
    const { places, counts } = placesIn(parent);
    return { index: places.get(element), count: counts.get(element.localName) };
  };

  const closest = (element, selector) => {
    for (let node = element; node; node = understudy.parentOf(node)) if (node.matches(selector)) return node;
    return null;
  };
  understudy.closest = closest;

  understudy.contains = (outer, inner) => {
    for (let node = inner; node; node = node.parentNode || node.host) if (node === outer) return true;
    return false;
  };

  // ---- What a person means --------------------------------------------------------------------------------------

  understudy.INTERACTIVE = 'a[href], button, input, select, textarea, summary, option, [role=button], [role=link], '
    + '[role=checkbox], [role=radio], [role=tab], [role=menuitem], [role=menuitemcheckbox], [role=menuitemradio], '
    + '[role=option], [role=switch], [role=combobox], [role=textbox], [role=searchbox], [role=slider], '
    + '[role=spinbutton], [role=treeitem], [contenteditable=""], [contenteditable=true]';

  // What a page puts into a control as a control of its own.
  understudy.INSERTED = '[onclick], [tabindex]:not([tabindex^="-"])';

  // The inserted one, where the pointer hit one inside a control.
  function innermost(element, control) {
    for (let node = element; control && node !== control; node = understudy.parentOf(node)) if (node.matches(understudy.INSERTED)) return node;
    return control;
  }

  // From what the pointer hit to what a person means: the enclosing control, or the control of the enclosing label.
  understudy.retarget = (node) => {
    const element = node instanceof Element ? node : node && node.parentElement;
    if (!element) return null;
    const control = innermost(element, closest(element, understudy.INTERACTIVE));
    const label = closest(element, 'label');
    if (label && label.control && !(control && understudy.contains(label, control))) return label.control;
    if (control) return control;
    const picture = closest(element, 'svg');
    return picture && understudy.parentOf(picture) ? picture : element;
  };

  const TEXTUAL = ['text', 'search', 'url', 'tel', 'email', 'password', 'number', 'date', 'time', 'datetime-local', 'month',
    'week', 'color', 'range', ''];

  understudy.isTextual = (element) => element.isContentEditable || element.localName === 'textarea'
    || (element.localName === 'input' && TEXTUAL.includes(element.type));

  understudy.isFrame = (element) => element.localName === 'iframe' || element.localName === 'frame';

  understudy.isChoice = (element) => element.localName === 'input' && (element.type === 'checkbox' || element.type === 'radio');

  understudy.isField = (element) => element.localName === 'select' || element.localName === 'textarea' || element.isContentEditable
    || (element.localName === 'input' && !['button', 'submit', 'reset', 'image'].includes(element.type));

  // ---- Roles ----------------------------------------------------------------------------------------------------

  const INPUT_ROLES = {
    button: 'button', submit: 'button', reset: 'button', image: 'button', checkbox: 'checkbox', radio: 'radio', range: 'slider',
    number: 'spinbutton', search: 'searchbox',
  };

  const IMPLICIT = {
    a: (e) => (has(e, 'href') ? 'link' : 'generic'), area: () => 'link', button: () => 'button', summary: () => 'button',
    select: (e) => (e.multiple || e.size > 1 ? 'listbox' : 'combobox'), textarea: () => 'textbox', option: () => 'option',
    iframe: () => 'iframe', frame: () => 'iframe', img: () => 'img', svg: () => 'img', nav: () => 'navigation', form: () => 'form', output: () => 'status', li: () => 'listitem',
    h1: () => 'heading', h2: () => 'heading', h3: () => 'heading', h4: () => 'heading', h5: () => 'heading', h6: () => 'heading',
    input: (e) => (has(e, 'list') && !INPUT_ROLES[e.type] ? 'combobox' : INPUT_ROLES[e.type] || 'textbox'),
  };

  understudy.roleOf = kept((element) => {
    const own = attribute(element, 'role');
    if (own && own.trim()) return own.trim().split(/\s+/u)[0].toLowerCase();
    const implicit = IMPLICIT[element.localName];
    return implicit ? implicit(element) : element.isContentEditable ? 'textbox' : 'generic';
  });

  // ---- Names ----------------------------------------------------------------------------------------------------

  const SILENT = 'script, style, template, noscript, [aria-hidden=true], [hidden]';
  const TYPED = 'select, textarea, input, [contenteditable]:not([contenteditable=false i])';
  const CONTROLS = TYPED + ', button';

  // The words in an element. Pictures speak by their alternative text; what somebody typed or chose is never a word.
  function wordsIn(root, skip) {
    let text = '', seen = 0;
    const walk = (node) => {
      seen += 1;
      if (text.length > 4 * limit || seen > NODES) return;
      if (node.nodeType === Node.TEXT_NODE) { text += node.data.slice(0, 4 * limit); return; }
      if (!(node instanceof Element)) return;
      if (node !== root && (node.matches(SILENT) || (skip && node.matches(skip)))) return;
      if (node !== root && has(node, 'aria-label')) { text += ' ' + attribute(node, 'aria-label') + ' '; return; }
      if (node.localName === 'img') { text += ' ' + (attribute(node, 'alt') || '') + ' '; return; }
      if (node.localName === 'br') { text += ' '; return; }
      const inner = understudy.rootOf(node) || node;
      for (const child of node.localName === 'slot' ? node.assignedNodes({ flatten: true }) : inner.childNodes) walk(child);
      if (!INLINE.has(node.localName)) text += ' ';
    };
    walk(root);
    return understudy.normalise(text);
  }
  // So many nodes of an element are read: a page may be one deep heap of boxes.
  const NODES = 2000;
  const INLINE = new Set(['a', 'abbr', 'b', 'bdi', 'bdo', 'cite', 'code', 'em', 'font', 'i', 'kbd', 'mark', 'q', 's', 'small',
    'span', 'strong', 'sub', 'sup', 'u', 'var', 'svg', 'g', 'use', 'path']);

  // A label that wraps its field holds the field's text too (the options of a list): only its own words count.
  understudy.ownWords = kept((root) => wordsIn(root, CONTROLS));

  const byId = (element, id) => {
    const root = element.getRootNode();
    return root.getElementById ? root.getElementById(id) : null;
  };

  const referenced = (element) => understudy.normalise((attribute(element, 'aria-labelledby') || '').slice(0, WHOLE).split(/\s+/u)
    .filter(Boolean).map((id) => byId(element, id)).filter(Boolean).map((other) => understudy.ownWords(other)).join(' '));

  const LABELLED = 'button, input, select, textarea, meter, output, progress';

  const labelsIn = (root) => (root.getElementsByTagName ? root.getElementsByTagName('label') : root.querySelectorAll('label'));

  // The labels of a control. Asked for its `labels`, the browser walks through the whole document each time.
  understudy.labelsOf = (element) => {
    if (!element.matches(LABELLED)) return [];
    const labels = labelsIn(element.getRootNode());
    if (!labels.length) return [];
    const id = attribute(element, 'id'), around = element.closest('label');
    if (!id) return around && around.control === element ? [around] : [];
    return Array.from(labels).filter((label) => (label === around || label.htmlFor === id) && label.control === element);
  };

  understudy.labelOf = kept((element) => {
    const named = referenced(element) || understudy.normalise(attribute(element, 'aria-label'));
    if (named) return named;
    return understudy.normalise(understudy.labelsOf(element).map((label) => understudy.ownWords(label)).join(' '));
  });

  // What stands in these is what somebody chose or typed, whatever they are made of.
  const VALUED = ['combobox', 'listbox', 'textbox', 'searchbox', 'spinbutton', 'slider'];

  understudy.nameOf = kept((element) => {
    const label = understudy.labelOf(element);
    if (label) return label;
    const said = (name) => understudy.normalise(attribute(element, name));
    if (element.localName === 'input' && !understudy.isField(element)) {
      return said('value') || said('alt') || said('title') || { submit: 'Submit', reset: 'Reset' }[element.type] || '';
    }
    if (understudy.isField(element)) return said('title') || said('placeholder') || said('aria-placeholder');
    if (element.localName === 'img') return said('alt') || said('title');
    // What stands between its tags is for browsers without frames.
    if (understudy.isFrame(element)) return said('title');
    if (element.localName === 'svg') return understudy.normalise((element.querySelector('title') || {}).textContent);
    return (VALUED.includes(understudy.roleOf(element)) ? '' : wordsIn(element, TYPED)) || said('title');
  });

  // The name with what is cut off for brevity; null when nothing is.
  understudy.wholeNameOf = (element, name) => {
    if (name.length < LIMIT) return null;
    limit = WHOLE;
    try { return understudy.nameOf(element); } finally { limit = LIMIT; }
  };

  // What an element shows; never what somebody typed into it.
  understudy.textOf = (element) => (understudy.isField(element) || understudy.isFrame(element) ? '' : wordsIn(element, CONTROLS));
})();
