// SPDX-License-Identifier: Apache-2.0
// Which fields hold what nobody else may read. Their values are written nowhere.
//
// A field that was ever secret in this document stays so: pages show a password by changing the field's type, or by
// putting another field in its place.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.isSecret) return;
  const attribute = understudy.attribute;

  const AUTOCOMPLETE = /(^|\s)(one-time-code|cc-[a-z-]+|current-password|new-password)(\s|$)/u;
  const WORDS = new RegExp('(?<!\\p{L})(?:' + [
    'pass(?:wor[dt]s?|wd|phrase|code)', 'pwd?', 'pw', 'kenn?wort', 'mot de passe', 'mdp', 'contrase(?:ñ|n)a', 'clave', 'senha',
    'parola(?: d.ordine)?', 'wachtwoord', 'has(?:ł|l)o', 'l(?:ö|o)senord', 'adgangskode', 'salasana', 'пароль', 'パスワード', '密码', '비밀번호',
    'card ?(?:number|no|num)', 'cc ?(?:number|num|no)', 'kartennummer', 'kreditkarten?(?:nummer)?', 'credit ?card', 'num(?:é|e)ro de carte',
    'n(?:ú|u)mero de (?:la )?tarjeta', 'cv[vc2]2?', 'csc', 'security code', 'sicherheitscode', 'pr(?:ü|u)f(?:ziffer|nummer)',
    'code de s(?:é|e)curit(?:é|e)', 'otp', 'one[- ]?time', 'einmal(?:code|kennwort|passwort)', '2fa', 'mfa', 'totp', 'verification code',
    'best(?:ä|a)tigungscode', 'auth(?:entication|enticator)? code', '(?:access|login|sms|security|recovery|backup) code',
    '(?:code|digits|number) (?:that )?(?:we|you were) (?:just )?(?:sent|texted|e?-?mailed)', '(?<!\\d)(?:[4-8]|six|four|eight)[- ]digit (?:code|number)',
    'code (?:from|in) your (?:app|authenticator|phone|e-?mail|inbox)', '(?:zugesandter?|zugeschickter?) code', 'pin(?: ?code)?', 'tan', 'secret', 'api ?key', 'access ?token',
  ].join('|') + ')(?!\\p{L})', 'iu');

  // "userPassword" and "user_password" are two words each.
  const asWords = (text) => String(text || '').replace(/([a-z])([A-Z])/gu, '$1 $2').replace(/[_\-.[\]]+/gu, ' ');

  understudy.soundsSecret = (text) => WORDS.test(asWords(text));

  const known = new WeakSet();
  const signatures = new Set();

  const marksOf = (field) => ['name', 'id'].map((key) => (attribute(field, key) ? key + '=' + attribute(field, key) : '')).concat(understudy.labelOf(field) ? 'label=' + understudy.labelOf(field) : '').filter(Boolean);

  function remember(field) {
    known.add(field);
    for (const mark of marksOf(field)) signatures.add(mark);
  }

  const isOpenField = (element) => element.isContentEditable || element.localName === 'textarea'
    || (element.localName === 'input' && !['checkbox', 'radio', 'button', 'submit', 'reset', 'image', 'range', 'color', 'file']
      .includes(element.type));

  // Boxes that take one character each, side by side, are a code.
  function codeBoxes(element) {
    if (element.localName !== 'input' || element.maxLength !== 1) return [];
    const scope = element.closest('fieldset, form, [role=group]') || element.parentElement || element;
    const boxes = Array.from(scope.querySelectorAll('input[maxlength="1"]'));
    return boxes.length >= 4 ? boxes : [];
  }

  // What a secret field, or the boxes that it is one of, hold together.
  understudy.secretOf = (element) => {
    const boxes = codeBoxes(element);
    return boxes.length ? boxes.map((box) => box.value).join('') : (element.isContentEditable ? element.innerText : element.value);
  };

  const CODE = /code|digits|sms|phone|texted|sent|verif|confirm|bestätig|prüf|zugesandt|vérif|código|код|验证|認証/iu;
  const POSTAL = /zip|post|plz|cap\b|postal|индекс|邮政/iu;

  // Six digits beside words of a code that was sent, in the field or in the heading above it.
  const isDigitCode = (element, words) => {
    if (element.localName !== 'input' || element.inputMode !== 'numeric' || element.maxLength !== 6 || POSTAL.test(words)) return false;
    return CODE.test(words + ' ; ' + understudy.headingOf(element));
  };

  understudy.isSecret = (element) => {
    if (known.has(element)) return true;
    if (!isOpenField(element)) return false;
    const hints = ['name', 'id', 'aria-label', 'placeholder', 'title', 'data-testid'].map((key) => attribute(element, key) || '');
    const words = hints.concat(understudy.labelOf(element)).join(' ; ');
    const secret = element.type === 'password' || AUTOCOMPLETE.test(attribute(element, 'autocomplete') || '')
      || understudy.soundsSecret(words) || codeBoxes(element).length > 0 || isDigitCode(element, words)
      || (element.localName === 'input' && marksOf(element).some((mark) => signatures.has(mark)))
      || !['none', ''].includes(getComputedStyle(element).webkitTextSecurity || '');
    if (secret) remember(element);
    return secret;
  };

  // A card's number in a field that says nothing of it: 13 to 19 digits with the check digit that cards have.
  understudy.isCardNumber = (text) => {
    const digits = text.replace(/[\s-]+/gu, '');
    if (!/^\d{13,19}$/u.test(digits)) return false;
    let sum = 0;
    for (let index = 0; index < digits.length; index += 1) {
      const digit = Number(digits[digits.length - 1 - index]) * (index % 2 ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
    }
    return sum % 10 === 0;
  };

  understudy.markSecret = remember;

  // Password fields are noted as they come, so that one which shows its text before anybody touches it is known too.
  const note = (root) => {
    if (!(root instanceof Element)) return;
    if (root.localName === 'input' && root.type === 'password') remember(root);
    for (const field of root.querySelectorAll('input[type=password]')) remember(field);
  };

  understudy.changes = [];
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'attributes') { if (/^password$/iu.test(record.oldValue || '')) remember(record.target); else note(record.target); }
      for (const node of record.addedNodes) note(node);
      if (record.target === document) for (const heard of understudy.changes) heard();
    }
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['type'], attributeOldValue: true });
  note(document.documentElement);
})();
