// SPDX-License-Identifier: Apache-2.0
// The pages. To add one: a file in pages/, its line in DashboardFile.swift, and a line here.

/**
 * `path`: what stands after `#/`, with `:name` for a part that is free. `title`: what it is called. `nav`: whether it
 * stands in the navigation, and under `of` which entry a page belongs to that does not. `load` brings its module, whose
 * default export is called with what app.js says.
 */
export const pages = [
  { path: 'now', title: 'Now', nav: true, load: () => import('../pages/now.js') },
  { path: 'teach', title: 'Teach', nav: true, load: () => import('../pages/teach.js') },
  { path: 'skills', title: 'Skills', nav: true, load: () => import('../pages/skills.js') },
  { path: 'skills/:slug', title: 'Skill', of: 'skills', load: () => import('../pages/skill.js') },
  { path: 'review/:slug/:sha12', title: 'Review', of: 'skills', load: () => import('../pages/review.js') },
  { path: 'runs', title: 'Runs', nav: true, load: () => import('../pages/runs.js') },
  { path: 'runs/:id', title: 'Run', of: 'runs', load: () => import('../pages/run.js') },
  { path: 'compare/:left/:right', title: 'Compare runs', of: 'runs', load: () => import('../pages/compare.js') },
  { path: 'observer', title: 'Observer', nav: true, load: () => import('../pages/observer.js') },
  { path: 'log', title: 'Log', nav: true, load: () => import('../pages/log.js') },
  { path: 'settings', title: 'Settings', nav: true, load: () => import('../pages/settings.js') },
];

/** The page that an address means, with its free parts; undefined when there is none. */
export function pageAt(hash) {
  const parts = hash.replace(/^#\/?/, '').split('/').filter(Boolean).map(decodeURIComponent);
  if (parts.length === 0) return { page: pages[0], parameters: {} };
  for (const page of pages) {
    const names = page.path.split('/');
    if (names.length !== parts.length) continue;
    if (!names.every((name, index) => name.startsWith(':') || name === parts[index])) continue;
    const free = names.map((name, index) => [name, parts[index]]).filter(([name]) => name.startsWith(':'));
    return { page, parameters: Object.fromEntries(free.map(([name, part]) => [name.slice(1), part])) };
  }
  return undefined;
}
