// SPDX-License-Identifier: Apache-2.0
// Every threshold of finding an element again, with what was measured for it. Docs/locators.md holds the tables, and says
// how to measure again: `make bench-locators`.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.LIMITS) return;

  understudy.LIMITS = Object.freeze({
    // ---- Proof ----
    // Two marks that were unique and still are, and half of the words: a name that was edited ("Save" to "Save all").
    nameLikeness: 0.5,
    // A nameless field is told by the words of its row only under a heading that shares half of its words: a page may
    // show the same rows again under another one (adminlte-2018 forms/advanced, 2 accepted though gone without it).
    headingLikeness: 0.5,
    // Share of the six words before and the six after that are the same. Below `far`, in another landmark and under
    // another heading, the same words are somebody else's (adminlte-2016 index, "Home"); a link of the same words that
    // leads elsewhere needs `near` (adminlte-2018 profile, "Timeline").
    near: 0.3,
    far: 0.1,
    // Namesakes are told by their neighbours only where half of those are still the same.
    neighbours: 0.5,

    // ---- Names that were changed ----
    // Letters that two forms of a word share at least, and how many more one of them may have: "wrap" and "wrapping".
    stem: 4,
    ending: 4,
    // How close two longer words must be spelt to be one: "colour" and "color".
    spelling: 0.8,

    // ---- What is written down of the surroundings ----
    // Words on each side, of so many texts; and of those, so many that tell twins apart.
    wordsBeside: 6,
    textsBeside: 40,
    wordsNear: 3,
    // Twins whose words are compared; more are told apart by their rows only, of which the nearest are looked at.
    twins: 60,
    rows: 400,
    // Texts of a row, how long one may be, and how long what counts as an entry of a list.
    parts: 40,
    partLength: 80,
    rowLength: 400,
    // A part of a path that is longer names one thing of many, like one with digits.
    pathPart: 40,

    // ---- Likeness ----
    // Of its own ideal score. Alone it accepts half of all elements that are gone; it only keeps the hopeless out.
    score: 0.5,
    // To the next thing that a click can tell apart.
    margin: 0.03,
    // Names less alike than this, of which neither holds the other, are names of two things.
    words: 0.6,
    // A page with another path is another; so is one with less than this of its title's words: "Error 500 - Shop" where
    // "Cart - Shop" was, which has a third in common.
    title: 0.4,

    // By how much a place counts less for each pixel: half of it is left at 140.
    decay: 0.005,

    // How much each likeness counts: as published tuned weights of Similo have it, with what its authors left out (heading,
    // landmark, test ids) added. Other weights moved the first place by less than a hundredth; the rules above decide.
    weights: Object.freeze({
      tag: 0.8, role: 0.8, words: 3, test: 3, heading: 0.8, form: 0.5, landmark: 0.4, near: 1.5, path: 0.5, place: 0.8, area: 0.3,
    }),
    marks: Object.freeze({
      id: 1, name: 2, href: 1.5, src: 1.5, alt: 1, title: 0.7, placeholder: 1, 'aria-label': 0.5, value: 1, type: 1, autocomplete: 0.5,
    }),

    // ---- Waiting ----
    // Milliseconds without a change after which a page has settled: what comes later than that is waited for all the same,
    // by the locators, until the step's time is over (a test brings the element after 3 s).
    quiet: 1000,
    // How often a page without the element is asked for new shadow roots, of which nothing tells.
    roots: 250,
    // A document that is still being parsed is waited for so long when its element is fit already.
    parsing: 1500,
    // A frame that does not come is waited for so long; so many in a row, and the page counts as one that draws none, or,
    // when it has drawn before, as one that has stopped: until then what has not moved may only not have been drawn.
    frame: 100,
    starved: 5,
    stuck: 30,
    // Two frames are of two moments when their times differ by so many milliseconds.
    moment: 8,
    // For so many milliseconds an animation may not have moved anything yet.
    beginning: 100,

    // ---- Bounds ----
    // So many elements of its kind are compared, so many of them closely; a person and a model see so many.
    candidates: 5000,
    looked: 30,
    tied: 60,
    shortlist: 15,
    // So many that are in view are remembered as a picture shows them; a person can point at no other.
    pictured: 500,
    // What is no wider or higher than so many pixels is hidden all the same.
    dot: 2,
    // Two boxes, one in the other, that share so much of their area are one thing to a person.
    overlap: 0.85,
  });
})();
