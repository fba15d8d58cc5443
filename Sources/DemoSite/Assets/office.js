// SPDX-License-Identifier: Apache-2.0
"use strict";

// The script of the pages for offices. Each part looks for its own element and does nothing where there is none.

/** A number with a button on either side, which no script of the page can reach into. */
class CupStepper extends HTMLElement {
  static formAssociated = true;
  connectedCallback() {
    const root = this.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("button { font: inherit; padding: .3rem .9rem } output { display: inline-block; min-width: 3rem; text-align: center }");
    root.adoptedStyleSheets = [sheet];
    root.innerHTML = "<button type=button>Fewer</button><output>0</output><button type=button>More</button>";
    const internals = this.attachInternals();
    const count = root.querySelector("output");
    const change = (by) => {
      count.value = String(Math.min(99, Math.max(0, Number(count.value) + by)));
      internals.setFormValue(count.value);
    };
    const [fewer, more] = root.querySelectorAll("button");
    fewer.addEventListener("click", () => change(-1));
    more.addEventListener("click", () => change(1));
  }
}
customElements.define("cup-stepper", CupStepper);

/** Asks for more roasts whenever the end of the list comes into view. */
function growList(list, end) {
  let asking = false;
  const grow = async () => {
    if (asking) return;
    asking = true;
    const answer = await fetch(`${location.pathname}/after/${list.children.length}`);
    const more = await answer.json();
    for (const { slug, name } of more) {
      const link = document.createElement("a");
      link.href = `${location.pathname.replace(/roasts$/, "week/plan")}?roast=${encodeURIComponent(slug)}`;
      link.textContent = name;
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    asking = false;
    if (more.length === 0) { end.textContent = "That is all"; seen.disconnect(); }
  };
  const seen = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) grow(); });
  seen.observe(end);
}

/** Goes between the parts of the plan without loading a page. */
function showParts(form) {
  const show = () => {
    const part = location.pathname.split("/").pop();
    for (const section of form.querySelectorAll("[data-part]")) section.hidden = section.dataset.part !== part;
  };
  for (const link of document.querySelectorAll(".parts a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.pushState(null, "", link.href);
      show();
    });
  }
  addEventListener("popstate", show);
  show();
}

/** Lets the rooms be sorted by dragging one onto the place of another. */
function sortRooms(list, field) {
  let held = null;
  const keep = () => { field.value = [...list.children].map((item) => item.textContent).join(","); };
  list.addEventListener("dragstart", (event) => { held = event.target; event.dataTransfer.setData("text/plain", held.textContent); });
  list.addEventListener("dragover", (event) => { if (held) event.preventDefault(); });
  list.addEventListener("drop", (event) => {
    event.preventDefault();
    const place = event.target.closest("li");
    if (held && place && place !== held) {
      const items = [...list.children];
      if (items.indexOf(held) > items.indexOf(place)) place.before(held); else place.after(held);
    }
    held = null;
    keep();
  });
  keep();
}

/** Draws the sizes with their prices, and takes the one that is clicked. */
function drawSizes(canvas, field) {
  const sizes = [["small", "€48.00"], ["medium", "€92.00"], ["large", "€176.00"]];
  const width = canvas.width / sizes.length;
  const draw = () => {
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.textAlign = "center";
    sizes.forEach(([size, price], index) => {
      pen.fillStyle = size === field.value ? "#7a4a24" : "#fbf7f2";
      pen.fillRect(index * width + 6, 6, width - 12, canvas.height - 12);
      pen.fillStyle = size === field.value ? "#fff" : "#2b211a";
      pen.font = "600 20px system-ui, sans-serif";
      pen.fillText(size, (index + 0.5) * width, 52);
      pen.font = "18px system-ui, sans-serif";
      pen.fillText(price, (index + 0.5) * width, 82);
    });
  };
  canvas.addEventListener("click", (event) => {
    field.value = sizes[Math.min(sizes.length - 1, Math.floor((event.offsetX / canvas.clientWidth) * sizes.length))][0];
    draw();
  });
  draw();
}

/** Sends the picture as soon as it is chosen. */
function sendPicture(field, status) {
  field.addEventListener("change", async () => {
    const [file] = field.files;
    if (!file) return;
    const answer = await fetch(`${location.pathname.replace(/week\/[^/]*$/, "picture")}?name=${encodeURIComponent(file.name)}`, { method: "POST", body: file });
    status.textContent = answer.ok ? `Kept: ${(await answer.json()).kept}` : "The picture is too large.";
  });
}

/** Asks before the plan is saved. */
function askBeforeSaving(form) {
  form.addEventListener("submit", (event) => {
    form.elements.note.value = form.querySelector(".note").innerText;
    if (!confirm("Save this plan and go on to the payment?")) event.preventDefault();
  });
}

/** Shows the way to the receipt when the card's site says that it was charged. */
function awaitPayment(frame, paid) {
  addEventListener("message", (event) => {
    if (event.source === frame.contentWindow && event.origin === new URL(frame.src).origin && event.data === "paid") paid.hidden = false;
  });
}

const roasts = document.querySelector("ul.roasts");
if (roasts) growList(roasts, document.querySelector(".more"));
const week = document.querySelector("form.week");
if (week) {
  showParts(week);
  sortRooms(week.querySelector(".rooms"), week.elements.rooms);
  drawSizes(week.querySelector("canvas"), week.elements.size);
  sendPicture(week.querySelector(".picture"), week.querySelector(".kept"));
  askBeforeSaving(week);
}
const card = document.querySelector("iframe.card");
if (card) awaitPayment(card, document.querySelector(".paid"));
