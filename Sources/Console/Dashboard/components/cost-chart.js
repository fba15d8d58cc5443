// SPDX-License-Identifier: Apache-2.0
// What looking cost, tick by tick, against what it may cost.
import { h } from '../shell/dom.js';
import { atHour, count } from '../shell/words.js';

const SHOWN = 60;

export function costChart(ticks) {
  const last = ticks.slice(-SHOWN);
  if (last.length === 0) return h('p', { class: 'quiet' }, 'No tick yet.');
  const most = Math.max(1, ...last.map((tick) => Math.max(tick.cost_ms, tick.allowance_ms)));
  const bars = last.map((tick) => {
    const bar = h('span', { class: `bar ${tick.cost_ms > tick.allowance_ms ? 'over' : ''}`,
      title: `${atHour(tick.began)}: ${tick.cost_ms} of ${tick.allowance_ms} ms, ${tick.state}` });
    bar.style.height = `${Math.max(2, (tick.cost_ms / most) * 100)}%`;
    const line = h('span', { class: 'allowance' });
    line.style.bottom = `${(tick.allowance_ms / most) * 100}%`;
    return h('span', { class: 'tick-column' }, bar, line);
  });
  const over = last.filter((tick) => tick.cost_ms > tick.allowance_ms).length;
  const words = `${count(last.length, 'tick')}: ${Math.max(...last.map((tick) => tick.cost_ms))} ms at most, ${last.at(-1).allowance_ms} ms allowed, ${over} over it`;
  return h('div', { class: 'stack' }, h('div', { class: 'cost-chart', role: 'img', 'aria-label': words }, bars), h('p', { class: 'quiet small' }, `${words}.`));
}
