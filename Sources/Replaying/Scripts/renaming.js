// SPDX-License-Identifier: Apache-2.0
// Whether one name may be another's successor: "Go to checkout" and "Checkout" may, "Turn on" and "Turn off" may not.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.contradicts) return;

  // Words that turn a name into its opposite, or widen what it does; a name that gains or loses one is another.
  const TURNING = new Set(('not no never dont without except on off out all every everyone everything none any only'
    + ' accept reject allow deny enable disable approve start stop open close lock unlock show hide up down in'
    + ' nicht kein keine alle alles ohne ein aus an ab auf zu annehmen ablehnen'
    + ' pas aucun tous toutes tout sans accepter refuser ningun todo todos todas sin aceptar rechazar'
    + ' tutti tutte tutto senza accetta rifiuta').split(' '));
  // Words that say nothing by themselves.
  const EMPTY = new Set(('a an the of to for at by with from and or your my our this that der die das den dem des und oder für mit zu von'
    + ' le la les de du des et ou pour avec el los las y o para con il lo gli e per un une una').split(' '));

  const words = (text) => understudy.normalise(text).toLowerCase().replace(/['’]/gu, '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);

  const { LIMITS } = understudy;

  // The same word in another form: "wrap" and "wrapping", "colour" and "color".
  function isForm(a, b) {
    if (a === b) return true;
    const [short, long] = a.length <= b.length ? [a, b] : [b, a];
    if (short.length >= LIMITS.stem && long.startsWith(short) && long.length - short.length <= LIMITS.ending) return true;
    return short.length > LIMITS.stem && a.slice(0, 2) === b.slice(0, 2) && understudy.closeness(a, b) >= LIMITS.spelling;
  }

  // What of one name has no like in the other.
  const rest = (left, right) => left.filter((word) => !right.some((other) => isForm(word, other)));

  // A name may lose words or gain some; it may not change one for another, nor gain or lose a word that turns it.
  understudy.contradicts = (then, now) => {
    const a = words(then), b = words(now), gone = rest(a, b), come = rest(b, a);
    if ([...gone, ...come].some((word) => TURNING.has(word))) return true;
    const meaning = (list) => list.filter((word) => !EMPTY.has(word));
    return meaning(gone).length > 0 && meaning(come).length > 0;
  };
})();
