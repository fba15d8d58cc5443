// SPDX-License-Identifier: Apache-2.0
// Settings: what is granted, which secrets, logins, authorities and models there are, and how the browser is.
import { confirm } from '../components/confirm.js';
import { action, form, tell } from '../components/notice.js';
import { badge, field, head, pairs, table } from '../components/pieces.js';
import { del, get, post, segment } from '../shell/api.js';
import { h, show } from '../shell/dom.js';
import { count, when } from '../shell/words.js';

export default async function settings({ root, signal }) {
  const sections = [grants, secrets, logins, authorities, models].map((section) => ({ section, place: h('section', { class: 'card', 'aria-label': names[section.name] }) }));
  const browser = h('section', { class: 'card', 'aria-label': 'Browser' });
  const doctor = h('section', { class: 'card', 'aria-label': 'Doctor' });
  show(root, head('Settings'), h('div', { class: 'columns' }, browser, doctor, sections.map(({ place }) => place)));
  examine(doctor);
  await Promise.all([status(browser, signal), ...sections.map(({ section, place }) => section(place, signal))]);
}

const names = { grants: 'Grants', secrets: 'Secrets', logins: 'Logins', authorities: 'Authorities', models: 'Models' };
const title = (text, below) => [h('h2', {}, text), below ? h('p', { class: 'quiet small' }, below) : null];
const remove = (what, run) => action('Remove', run, { kind: 'plain tight', name: `Remove ${what}` });
const none = (text) => h('p', { class: 'quiet' }, text);

async function status(place, signal) {
  const all = await get('/v1/status', { signal });
  const { browser } = all;
  show(place, title('Browser'), pairs(['State', badge(browser.state, browser.state === 'ready' ? 'good' : 'warn')], ['Why', browser.reason], ['Version', browser.version],
    ['Sandbox', browser.sandbox === undefined ? 'not known' : browser.sandbox ? 'on' : badge('OFF', 'bad')], ['Started again', count(browser.restarts, 'time')],
    ['Can be driven at', browser.cdp ? h('code', {}, browser.cdp) : null], ['Appliance', `${all.version} at ${all.address ?? '–'}`], ['Home', h('code', {}, all.home)]));
}

function examine(place) {
  const found = h('div', { role: 'status' });
  const look = action('Examine', async () => {
    show(found, none('Everything is being tried…'));
    const { checks } = await post('/v1/doctor').catch((error) => { show(found); throw error; });
    show(found, h('ul', { class: 'stack' }, checks.map((check) => h('li', { class: `note ${check.is_good ? 'good' : 'bad'}` },
      h('strong', {}, check.name), `: ${check.finding}`, check.mend ? h('p', {}, `What to do: ${check.mend}`) : null))));
  }, { key: 'doctor' });
  show(place, h('div', { class: 'head' }, h('div', {}, title('Doctor', 'Looks for what could be in the way, by trying it.')), look), found);
}

async function grants(place, signal) {
  const kinds = [['network_domains', 'origin', 'may be opened'], ['read_paths', 'read_path', 'files may be uploaded from'],
    ['observed_domains', 'observe', 'the observer may look at'], ['observed_runs', 'observed_run', 'what was seen of it is shared with the agent']];
  const rows = (list) => kinds.flatMap(([key, name, words]) => list[key].map((what) =>
    [h('code', {}, what), words, remove(what, async () => put(await del(`/v1/grants?${name}=${segment(what)}`)))]));
  const put = (list) => show(place, title('Granted to every skill', 'A skill’s own file names its sites; what stands here is granted beside that.'),
    rows(list).length ? table('Grants', ['What', 'Kind', ''], rows(list)) : none('Nothing is.'),
    form({ class: 'line' }, async ({ what }) => put(await post('/v1/grants', what.startsWith('/') ? { read_path: what } : { origin: what })),
      field('Origin or folder', h('input', { name: 'what', required: true, placeholder: 'https://shop.example or /srv/files', autocomplete: 'off', spellcheck: 'false' })), h('button', {}, 'Grant')));
  put(await get('/v1/grants', { signal }));
}

async function secrets(place, signal) {
  const refresh = async () => put(await get('/v1/secrets', { signal }));
  const put = ({ secrets }) => show(place, title('Secrets', 'Each is typed on its own site only. A value is never shown again.'),
    secrets.length ? table('Secrets', ['Name', 'Site', ''], secrets.map((one) => [one.name, h('code', {}, one.origin), remove(one.name, async () => {
      if (await confirm(`Forget “${one.name}”?`, 'Skills that need it do not run until it is set again.', 'Forget it', 'grave')) { await del(`/v1/secrets/${segment(one.name)}`); await refresh(); }
    })])) : none('None yet. A skill that was taught with a password names the secret that it needs.'),
    form({ class: 'line' }, async (values, element) => { await post('/v1/secrets', values); element.reset(); tell(`${values.name} is kept.`); await refresh(); },
      field('Name', h('input', { name: 'name', required: true, autocomplete: 'off', placeholder: 'shop-password' })),
      field('Site', h('input', { name: 'origin', required: true, autocomplete: 'off', placeholder: 'https://shop.example' })),
      field('Value', h('input', { name: 'value', type: 'password', required: true, autocomplete: 'new-password' })), h('button', {}, 'Keep')));
  await refresh();
}

async function logins(place, signal) {
  const put = ({ logins }) => show(place, title('Logins', 'Profiles of the browser that keep cookies from one run to the next.'),
    logins.length ? table('Logins', ['Name', 'State', ''], logins.map((one) => [one.name, one.is_used ? badge('in use', 'live') : badge('at rest'), remove(one.name, async () => {
      if (await confirm(`Remove the login “${one.name}”?`, 'Its cookies and all that its sites have stored go with it.', 'Remove it', 'grave')) put(await del(`/v1/logins/${segment(one.name)}`));
    })])) : none('None.'),
    form({ class: 'line' }, async ({ name }) => put(await post('/v1/logins', { name })), field('Name', h('input', { name: 'name', required: true, autocomplete: 'off', placeholder: 'accounting' })), h('button', {}, 'Make')));
  put(await get('/v1/logins', { signal }));
}

async function authorities(place, signal) {
  const put = ({ authorities }) => show(place, title('Authorities', 'Whose certificates skills that name them believe, such as your office’s own.'),
    authorities.length ? table('Authorities', ['Name', 'Holds until', ''], authorities.map((one) => [one.name, one.problem ? badge(one.problem, 'bad') : when(one.ends),
      remove(one.name, async () => put(await del(`/v1/authorities/${segment(one.name)}`)))])) : none('None.'),
    form({ class: 'stack' }, async (values, element) => { put(await post('/v1/authorities', values)); element.reset(); },
      field('Name', h('input', { name: 'name', required: true, autocomplete: 'off', placeholder: 'office' })),
      field('Certificates in PEM', h('textarea', { name: 'pem', required: true, rows: 3, spellcheck: 'false', placeholder: '-----BEGIN CERTIFICATE-----' })), h('div', { class: 'row' }, h('button', {}, 'Keep'))));
  put(await get('/v1/authorities', { signal }));
}

async function models(place, signal) {
  const { models } = await get('/v1/models', { signal });
  const found = h('div', { role: 'status' });
  const test = action('Test', async () => {
    const { tests } = await post('/v1/models/test');
    show(found, h('ul', { class: 'stack' }, tests.map((one) => h('li', { class: `note ${one.works ? 'good' : 'bad'}` }, `${one.name}: ${one.works ? `answers in ${one.ms} ms` : one.message}`))));
  }, { disabled: models.length === 0, key: 'models' });
  show(place, h('div', { class: 'head' }, h('div', {}, title('Models', 'Asked which of a few elements is meant when a target is not found again. They stand in models.yaml of the home.')), test), found,
    models.length ? table('Models', ['Name', 'Model', 'Where', 'Answers'], models.map((one) => [one.name, one.model,
      h('span', {}, h('code', {}, one.url), ' ', one.is_hosted ? badge(one.is_allowed ? 'hosted' : 'hosted, not allowed', one.is_allowed ? '' : 'warn') : badge('this machine')), `${one.answers} of ${one.calls}`]))
      : none('None: what is not found again is a person’s to find.'));
}
