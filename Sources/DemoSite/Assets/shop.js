// SPDX-License-Identifier: Apache-2.0
"use strict";

// The little script that a shop like this has. It finds its elements by what they are, never by id: the ids change on
// every load. Everything but the late total works without it.

/** Hides the coffees that do not match, a moment after the last key, without asking the server. */
function searchWhileTyping() {
  const field = document.querySelector("form[role=search] input[type=search]");
  const count = document.querySelector("p[role=status]");
  if (!field || !count) return;
  const pause = 150; // milliseconds
  let timer;
  const filter = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const card of document.querySelectorAll("ul.cards > li, ul.mc-cards > li")) {
      const text = [...card.children].filter((e) => e.tagName !== "FORM").map((e) => e.textContent).join(" ");
      card.hidden = !words.every((word) => text.toLowerCase().includes(word));
      if (!card.hidden) shown += 1;
    }
    count.textContent = shown === 1 ? "1 coffee" : `${shown} coffees`;
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(filter, pause);
  });
}

/** Shows the notice that came with the page, and takes it away again. */
function showToast() {
  const toast = document.querySelector("div.toast[role=status]");
  if (!toast) return;
  toast.hidden = false;
  setTimeout(() => toast.remove(), 4000);
}

/** Lets nobody pay who has not accepted the terms. */
function guardPayButton(form) {
  const update = () => { form.querySelector("button.pay, button.mc-pay").disabled = !form.elements.terms.checked; };
  form.elements.terms.addEventListener("change", update);
  update();
}

/** Asks what the order costs with the chosen delivery; only the newest question may answer. */
function showTotal(form) {
  let newest = 0;
  const ask = async () => {
    const question = ++newest;
    form.elements.total.value = "…";
    const answer = await fetch(`${location.pathname.replace(/[^/]*$/, "checkout/total")}?delivery=${encodeURIComponent(form.elements.delivery.value)}`);
    const { total } = await answer.json();
    if (question === newest) form.elements.total.value = total;
  };
  form.elements.delivery.addEventListener("change", ask);
  ask();
}

/** Tells the shop of every decoy that is pressed or typed into, however that came about. */
function countTouches() {
  for (const kind of ["click", "input"]) {
    addEventListener(kind, (event) => {
      const touched = event.target.closest("[data-track]");
      if (touched) navigator.sendBeacon("/touched/" + touched.dataset.track);
    }, { capture: true });
  }
}

searchWhileTyping();
showToast();
countTouches();
const checkout = document.querySelector('form[action$="/orders"]');
if (checkout) {
  guardPayButton(checkout);
  showTotal(checkout);
}
