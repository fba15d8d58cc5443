// SPDX-License-Identifier: Apache-2.0
// Teach: show a task in the picture, and see it written down step by step.
import { askText } from '../components/confirm.js';
import { LivePicture } from '../components/live-picture.js';
import { action, form, showError, tell } from '../components/notice.js';
import { asked, pageAsks } from '../components/page-asks.js';
import { acceptInput } from '../components/picture-input.js';
import { badge, empty, field, head } from '../components/pieces.js';
import { tabPicker } from '../components/tab-picker.js';
import { taughtSteps } from '../components/taught-steps.js';
import { get, post, segment } from '../shell/api.js';
import { onChange } from '../shell/bus.js';
import { h, show } from '../shell/dom.js';

export default async function teach({ root, signal }) {
  const { recordings } = await get('/v1/recordings', { signal });
  const going = recordings.find((one) => one.is_live);
  if (going) return demonstrate(root, signal, going);
  await begin(root, signal);
}

/** Asks what the task is called and where it begins. */
async function begin(root, signal) {
  const [{ logins }, { authorities }] = await Promise.all([
    get('/v1/logins', { signal }).catch(() => ({ logins: [] })), get('/v1/authorities', { signal }).catch(() => ({ authorities: [] }))]);
  const ask = form({ class: 'stack' }, async ({ url, name, login, authority }) => {
    const address = /^[a-z]+:\/\//i.test(url.trim()) ? url.trim() : `https://${url.trim()}`;
    const recording = await post('/v1/recordings', { url: address, name: name.trim(), ...(login ? { login } : {}), ...(authority ? { authorities: [authority] } : {}) }, { signal });
    demonstrate(root, signal, recording);
  },
  field('Address', h('input', { name: 'url', required: true, inputmode: 'url', autocomplete: 'off', spellcheck: 'false', placeholder: 'https://shop.example' }), 'The page where the task begins.'),
  field('Name of the task', h('input', { name: 'name', required: true, maxlength: 80, autocomplete: 'off', placeholder: 'Order coffee' }), 'What it will be called among the skills.'),
  logins.length ? field('Login', h('select', { name: 'login' }, h('option', { value: '' }, 'Nobody’s: a fresh browser without cookies'), logins.map((one) => h('option', { value: one.name }, one.name))), 'Whose cookies the pages see.') : null,
  authorities.length ? field('Authority', h('select', { name: 'authority' }, h('option', { value: '' }, 'None but the usual ones'), authorities.map((one) => h('option', { value: one.name }, one.name)))) : null,
  h('div', { class: 'row' }, h('button', { class: 'main' }, 'Begin')));
  show(root, head('Teach a task', 'Do it once in the picture. It is written down, reviewed by you, and can then be repeated.'),
    h('div', { class: 'split even' }, h('section', { class: 'card', 'aria-label': 'Where it begins' }, ask),
      h('section', { class: 'card', 'aria-label': 'How it goes' }, h('h2', {}, 'How it goes'),
        h('ol', { class: 'stack' }, [
          'The page opens in the appliance’s own browser, and its picture appears here. Mouse and keys in the picture act on the page.',
          'Each thing that you do becomes a step. Passwords are not written down: a name is, and you give its value later, in Settings.',
          'When you are done the steps wait for your review. Nothing runs before you have approved it.',
        ].map((text, index) => h('li', { class: 'numbered' }, h('span', { class: 'count', 'aria-hidden': 'true' }, index + 1), h('span', {}, text)))))));
}

/** The task is being shown. */
function demonstrate(root, signal, recording) {
  const scene = { root, signal, recording, slug: recording.slug, tab: recording.tab, steps: null, isPicking: false };
  scene.left = h('section', { class: 'stack stays', 'aria-label': 'The page' });
  scene.right = h('section', { class: 'card', 'aria-label': 'What was written down' });
  scene.status = h('div', { role: 'status' });
  show(root, head(`Teaching: ${recording.slug}`, null, scene.status,
    action('Done: review it', () => stop(scene), { kind: 'main', key: 'done' })), h('div', { class: 'split' }, scene.left, scene.right));
  watch(scene, recording.tab);
  onChange((changed) => { if (changed !== 'observer') soon(scene); }, signal);
  soon(scene);
  signal.addEventListener('abort', () => clearTimeout(scene.due), { once: true });
}

/** Shows a tab of the task and lets the person act in it. */
function watch(scene, tab) {
  scene.stop?.abort();
  scene.tab = tab;
  if (!tab) return show(scene.left, h('p', { class: 'note' }, 'The page is opening…'));
  const stop = scene.stop = new AbortController();
  scene.signal.addEventListener('abort', () => stop.abort(), { once: true });
  let hands = null;
  const picture = new LivePicture(tab, stop.signal, { label: 'The page that you teach in', onState: (state) => {
    if (state === 'live' && !hands) hands = acceptInput(picture, stop.signal, { onError: showError });
    if (state === 'missing') show(scene.below, otherWay(scene));
  } });
  scene.picks = h('div', {});
  scene.below = h('div', { class: 'under' }, h('span', {}, 'Click into the picture to type. Shift+Esc gives the keys back to this page.'));
  scene.asks = h('div', { class: 'stack' });
  scene.asked = null;
  show(scene.left, scene.asks, scene.picks, picture.element, scene.below);
  scene.picture = picture;
}

const otherWay = (scene) => h('p', { class: 'note' }, 'Drive the page from another client instead, by the browser’s protocol: ',
  h('code', {}, scene.recording.cdp ?? 'see Settings'));

/** Soon, and once for all that has changed until then. */
function soon(scene) {
  scene.due ??= setTimeout(() => { scene.due = null; look(scene); }, 100);
}

/** Looks at the steps so far, the tabs, and what the page asks. */
async function look(scene) {
  if (scene.isLooking) { scene.isDue = true; return; }
  scene.isLooking = true;
  try {
    const [steps, { recordings }, tabs] = await Promise.all([
      get(`/v1/recordings/${segment(scene.slug)}/steps`, scene), get('/v1/recordings', scene), get('/v1/tabs', scene).catch(() => ({ tabs: [] }))]);
    const recording = recordings.find((one) => one.slug === scene.slug);
    if (!recording?.is_live) return over(scene);
    if (!scene.tab && recording.tab) watch(scene, recording.tab);
    const own = tabs.tabs.filter((tab) => tab.recording === scene.slug);
    if (own.length && !own.some((tab) => tab.id === scene.tab)) watch(scene, own[0].id);
    if (scene.picks) show(scene.picks, tabPicker(own, scene.tab, (id) => { watch(scene, id); look(scene); }));
    const asking = own.find((tab) => tab.dialog) ?? own.find((tab) => tab.id === scene.tab);
    const now = JSON.stringify([recording.sign_in_at, asked(asking)]);
    if (scene.asks && now !== scene.asked) {
      scene.asked = now;
      show(scene.asks, recording.sign_in_at ? signIn(scene, recording.sign_in_at) : null, pageAsks(asking, null, () => soon(scene)));
    }
    tellSteps(scene, steps);
  } catch (error) {
    if (!scene.signal.aborted && error.status !== 401) showLost(scene, error);
  } finally {
    scene.isLooking = false;
    if (scene.isDue && !scene.signal.aborted) soon(scene);
    scene.isDue = false;
  }
}

const showLost = (scene, error) => show(scene.status, badge(error.message, 'warn'));

function over(scene) {
  scene.stop?.abort();
  show(scene.left, empty('The recording is over', 'Its tab was closed, or it was stopped elsewhere. What was written down can be compiled all the same.',
    action('Review it', () => stop(scene), { kind: 'main' })));
}

function tellSteps(scene, taught) {
  show(scene.status, badge(taught.is_paused ? 'not recording' : 'recording', taught.is_paused ? 'warn' : 'live'));
  const text = JSON.stringify(taught);
  if (text === scene.told || scene.right.querySelector('dialog')) return;
  scene.told = text;
  show(scene.right, taughtSteps(taught, {
    edit: async (edit) => tellSteps(scene, await post(`/v1/recordings/${segment(scene.slug)}/edits`, edit)),
    pick: (purpose) => pick(scene, purpose),
  }));
}

/** Waits for the person to point at an element in the picture. */
async function pick(scene, purpose) {
  const words = { expect: 'be there', extract: 'be read', wait_for: 'be waited for' };
  const name = purpose === 'extract' ? await askText('Read a value', 'Name of the result', { hint: 'Small letters, digits and hyphens: order-total' }) : undefined;
  if (name === null) return;
  scene.picture.element.classList.add('is-picking');
  const told = tell(`Click the element in the picture that shall ${words[purpose]}.`);
  try {
    tellSteps(scene, await post(`/v1/recordings/${segment(scene.slug)}/picks`, { for: purpose, seconds: 60, ...(name ? { name } : {}) }, { signal: scene.signal }));
  } finally {
    scene.picture.element.classList.remove('is-picking');
    told.remove();
  }
}

function signIn(scene, server) {
  return h('section', { class: 'question', 'aria-label': 'The server asks who is there' },
    h('h2', {}, `${server} asks who is there`),
    form({ class: 'line' }, async ({ user, password }, element) => {
      await post(`/v1/recordings/${segment(scene.slug)}/sign-in`, { user, password });
      element.reset();
      soon(scene);
    }, field('User', h('input', { name: 'user', required: true, autocomplete: 'off' })),
    field('Password', h('input', { name: 'password', type: 'password', required: true, autocomplete: 'off' })),
    h('button', { class: 'main' }, 'Tell it')),
    h('p', { class: 'quiet small' }, 'The password goes to the server and is written down nowhere; a name for it is.'));
}

async function stop(scene) {
  const stopped = await post(`/v1/recordings/${segment(scene.slug)}/stop`);
  if (!stopped.pending) {
    tell(stopped.notes[0] ?? 'Nothing was shown, so there is nothing to review.');
    return begin(scene.root, scene.signal);
  }
  const { slug, sha256 } = stopped.pending.summary;
  location.hash = `#/review/${segment(slug)}/${sha256.slice(0, 12)}`;
}
