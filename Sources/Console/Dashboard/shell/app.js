// SPDX-License-Identifier: Apache-2.0
// The frame around every page: the way in, the navigation, and which page is shown.
import { stopSwitch, waiting } from '../components/controls.js';
import { showError } from '../components/notice.js';
import { close, onEvent, openBus } from './bus.js';
import { h, put, show } from './dom.js';
import { pageAt, pages } from './pages.js';
import { entering, token } from './session.js';

const shell = document.getElementById('shell');
const everything = new AbortController().signal;
let leaving = null;
let content = null;
let isOpen = false;

/** The pages' modules that are there: asked for again, one comes only after the next picture has been drawn. */
const modules = new Map();

async function moduleOf(page) {
  if (!modules.has(page)) modules.set(page, await page.load());
  return modules.get(page);
}

async function begin() {
  // The first page's files come while the code is changed for a token.
  const first = entering || token() ? pageAt(location.hash)?.page : null;
  const [problem] = await Promise.all([entering, first ? moduleOf(first).catch(() => {}) : null]);
  if (!token()) return outside(problem);
  inside();
}

async function outside(problem) {
  close();
  leaving?.abort();
  isOpen = false;
  const { wayIn } = await import('../components/way-in.js');
  if (!isOpen) show(shell, wayIn(problem, inside));
}

function inside() {
  if (isOpen) return;
  isOpen = true;
  const side = h('div', { class: 'side-end' });
  content = h('main', { class: 'content', id: 'content', tabindex: '-1' });
  show(shell, h('div', { class: 'shell' },
    h('header', { class: 'side' },
      h('a', { class: 'brand', href: '#/now' }, h('img', { src: '/assets/shell/icon.svg', alt: '' }), 'Understudy'),
      h('nav', { class: 'nav', 'aria-label': 'Pages' }, pages.filter((page) => page.nav).map(entry)),
      side),
    content));
  openBus();
  // What the page needs is asked for first; what stands beside it must not wait for a page that does not come.
  let isWhole = false;
  const whole = () => {
    if (isWhole) return;
    isWhole = true;
    put(side, stopSwitch(onEvent, everything));
    waiting(onEvent, everything);
  };
  setTimeout(whole, 400);
  go().finally(whole);
}

const entry = (page) => h('a', { href: `#/${page.path}`, data: { page: page.path } },
  page.title, page.path === 'skills' || page.path === 'now' ? h('span', { class: 'count', hidden: true }) : null);

/** Shows the page of the address, and gives the one before to understand that it is left. */
async function go() {
  if (!isOpen) return;
  leaving?.abort();
  const leave = leaving = new AbortController();
  const found = pageAt(location.hash);
  if (!found) { location.hash = '#/now'; return; }
  const { page, parameters } = found;
  for (const link of shell.querySelectorAll('.nav a')) {
    if (link.dataset.page === (page.of ?? page.path)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const isFirst = !content.hasChildNodes();
  const root = h('div', { class: 'page' });
  try {
    const module = await moduleOf(page);
    if (leave.signal.aborted) return;
    title(page.title);
    show(content, root);
    await module.default({ root, parameters, signal: leave.signal, title, onEvent: (listener) => onEvent(listener, leave.signal) });
    if (leave.signal.aborted) return;
  } catch (error) {
    if (leave.signal.aborted || error.name === 'AbortError') return;
    if (!root.hasChildNodes()) show(root, h('h1', {}, page.title), h('p', { class: 'note bad' }, error.message));
    else showError(error);
  }
  content.dataset.ready = location.hash;
  if (!isFirst && !content.contains(document.activeElement)) content.focus({ preventScroll: true });
  if (!isFirst) scrollTo(0, 0);
}

const title = (text) => { document.title = `${text} – Understudy`; };

addEventListener('hashchange', () => (location.hash.startsWith('#code=') ? location.reload() : go()));
addEventListener('understudy:left', () => { if (isOpen) outside('Your session has ended.'); });
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  content?.focus();
});
begin();
