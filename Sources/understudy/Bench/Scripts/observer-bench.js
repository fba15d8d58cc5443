// SPDX-License-Identifier: Apache-2.0
// What a page shows by its own account, and small changes of it, for the benchmark of the observer.
(() => {
  const pool = ("time year people way day man thing woman life child world school state family student group country "
    + "problem hand part place case week company system program question work government number night point home water "
    + "room mother area money story fact month right study book eye job word business issue side kind head house service "
    + "friend father power hour game line end member law car city community name president team minute idea body "
    + "information back parent face others level office door health person art war history party result change morning "
    + "reason research girl guy moment air teacher force education foot boy age policy music market sense nation plan "
    + "college interest death course someone experience behind reach local remain effect suggest class control raise "
    + "perhaps little field pass former sell major sometimes require along development themselves report role better "
    + "economic effort decide rate strong possible heart drug show leader light voice wife whole police mind finally "
    + "pull return free military price less according decision explain son hope develop view relationship carry town "
    + "road drive arm true federal break difference thank receive value international building action full model join "
    + "season society tax director position player agree especially record pick wear paper special space ground form "
    + "support event official whose matter everyone center couple site project hit base activity star table need court "
    + "produce eat American teach oil half situation easy cost industry figure street image itself phone either data "
    + "cover quite picture clear practice piece land recent describe product doctor wall patient worker news test movie "
    + "certain north love personal open third technology catch step baby computer type attention draw film tree source "
    + "red nearly organization choose cause hair look century evidence window difficult listen soon culture billion "
    + "chance brother energy period course summer realize hundred available plant likely opportunity term short letter "
    + "condition choice single rule daughter administration south husband floor campaign material population call").split(" ");

  // A generator of its own, so that every run meets the same pages.
  const random = (seed) => () => {
    seed = (seed + 0x6D2B79F5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  const texts = () => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const parent = node.parentElement;
      if (!parent || ["SCRIPT", "STYLE", "NOSCRIPT", "TEXTAREA", "OPTION"].includes(parent.tagName)) continue;
      if (/\S/.test(node.data)) found.push(node);
    }
    return found;
  };

  const shown = (rectangle) => rectangle.width > 0 && rectangle.height > 0 && rectangle.left >= 0 && rectangle.top >= 0
    && rectangle.right <= innerWidth && rectangle.bottom <= innerHeight;

  const uncovered = (rectangle, element) => {
    const hit = document.elementFromPoint(rectangle.left + rectangle.width / 2, rectangle.top + rectangle.height / 2);
    return hit && (hit === element || hit.contains(element) || element.contains(hit));
  };

  // As it is drawn: the letters' case is the style's.
  const drawn = (word, style) => style.textTransform === "uppercase" ? word.toUpperCase()
    : style.textTransform === "lowercase" ? word.toLowerCase()
    : style.textTransform === "capitalize" ? word.replace(/^[^\p{L}]*\p{L}/u, (c) => c.toUpperCase()) : word;

  const words = () => {
    const found = [];
    // The last piece of a word, while nothing but the next text can tell whether the word goes on there.
    let open = null;
    const close = () => {
      if (open?.isShown) found.push(open.text);
      open = null;
    };
    for (const node of texts()) {
      const parent = node.parentElement;
      const style = getComputedStyle(parent);
      const isVisible = style.visibility === "visible" && parent.checkVisibility({ opacityProperty: true });
      if (/^\s/.test(node.data)) close();
      for (const match of node.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const rectangles = [...range.getClientRects()];
        const box = rectangles[0];
        const isShown = isVisible && rectangles.length === 1 && shown(box) && uncovered(box, parent);
        const text = drawn(match[0], style);
        if (open && box && match.index === 0 && Math.abs(box.left - open.right) < 1.5 && box.bottom > open.top && box.top < open.bottom) {
          open = { text: open.text + text, isShown: open.isShown && isShown, right: box.right, top: box.top, bottom: box.bottom };
        } else {
          close();
          open = { text, isShown, right: box?.right, top: box?.top, bottom: box?.bottom };
        }
        if (match.index + match[0].length < node.data.length) close();
      }
    }
    close();
    for (const field of document.querySelectorAll("input, textarea, select")) {
      if (["checkbox", "radio", "hidden", "password"].includes(field.type) || !shown(field.getBoundingClientRect())) continue;
      const text = field.tagName === "SELECT" ? field.selectedOptions[0]?.text ?? "" : field.value || field.placeholder;
      found.push(...(text.match(/\S+/g) ?? []));
    }
    return found.filter((word) => /[\p{L}\p{N}]/u.test(word));
  };

  // Gives a share of the words on the screen other ones of about their length.
  const change = (share, seed) => {
    const next = random(seed);
    let count = 0;
    const visible = texts().filter((node) => {
      const range = document.createRange();
      range.selectNodeContents(node);
      const box = range.getBoundingClientRect();
      return box.bottom > 0 && box.top < innerHeight && box.width > 0;
    });
    // Whole texts change, as they do on pages: a cell, a message, a line of a paragraph.
    const units = [];
    for (const node of visible) {
      const found = [...node.data.matchAll(/\S+/g)];
      for (let start = 0; start < found.length; start += 8) {
        units.push([node, found.slice(start, start + 8)]);
      }
    }
    const chosen = new Set(units.map((_, index) => [next(), index]).sort((a, b) => a[0] - b[0])
      .slice(0, Math.max(1, Math.round(units.length * share))).map((pair) => pair[1]));
    for (let index = units.length - 1; index >= 0; index -= 1) {
      if (!chosen.has(index)) continue;
      const [node, found] = units[index];
      for (const match of found.reverse()) {
        const other = /^[\d.,:%$-]+$/.test(match[0])
          ? match[0].replace(/\d/g, () => Math.floor(next() * 10))
          : alike(match[0], next);
        node.data = node.data.slice(0, match.index) + other + node.data.slice(match.index + match[0].length);
        count += 1;
      }
    }
    return count;
  };

  const alike = (word, next) => {
    const plain = /\p{L}+/u.exec(word)?.[0] ?? "";
    const others = pool.filter((other) => other.toLowerCase() !== plain.toLowerCase());
    const same = others.filter((other) => other.length === plain.length);
    const near = same.length > 3 ? same : others.filter((other) => Math.abs(other.length - plain.length) <= 1);
    const other = (near.length ? near : pool)[Math.floor(next() * (near.length || pool.length))];
    return word.replace(plain, /^\p{Lu}/u.test(plain) ? other[0].toUpperCase() + other.slice(1) : other);
  };

  // One word, number or state of the page becomes another: the smallest thing that a person would want to know of.
  const changeOne = (seed) => {
    const next = random(seed);
    const found = [];
    for (const node of texts()) {
      for (const match of node.data.matchAll(/\S+/g)) {
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const rectangles = [...range.getClientRects()];
        if (rectangles.length === 1 && shown(rectangles[0]) && /[\p{L}\p{N}]/u.test(match[0])) found.push([node, match]);
      }
    }
    const [node, match] = found[Math.floor(next() * found.length)];
    // Another digit at the end of a number, another word for a word.
    const other = /\d/.test(match[0])
      ? match[0].replace(/\d(?=\D*$)/, (digit) => (Number(digit) + 1 + Math.floor(next() * 8)) % 10)
      : alike(match[0], next);
    node.data = node.data.slice(0, match.index) + other + node.data.slice(match.index + match[0].length);
    return other !== match[0];
  };

  // What moves by itself, at one moment.
  const moments = {
    scroll: (moment) => {
      if (moment === 0) document.body.innerHTML += document.body.innerHTML;
      scrollTo(0, 150 * moment);
    },
    clock: (moment) => {
      document.getElementById("t").textContent = `12:00:${String(moment * 5).padStart(2, "0")}`;
      document.getElementById("n").textContent = String(1200 + moment * 3);
    },
    // Shapes over a quarter of the screen.
    video: (moment) => {
      const canvas = document.getElementById("v");
      const next = random(moment);
      const pen = canvas.getContext("2d");
      pen.fillStyle = `hsl(${moment * 40} 40% 50%)`;
      pen.fillRect(0, 0, canvas.width, canvas.height);
      for (let shape = 0; shape < 30; shape += 1) {
        pen.fillStyle = `hsl(${next() * 360} 70% ${20 + next() * 60}%)`;
        pen.beginPath();
        pen.ellipse(next() * 640, next() * 360, 10 + next() * 70, 10 + next() * 50, next() * 3, 0, 7);
        pen.fill();
      }
    },
    // Every pixel is another one each time, the words stay.
    restless: (moment) => {
      document.body.style.background = `hsl(${moment * 61} 60% ${90 + moment % 3}%)`;
    },
  };
  const play = (name, moment) => {
    moments[name](moment);
    // Drawn when two frames have gone by.
    return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(true))));
  };

  globalThis.observerBench = { pool, random, words, change, changeOne, play };
  return true;
})();
