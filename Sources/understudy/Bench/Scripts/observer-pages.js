// SPDX-License-Identifier: Apache-2.0
// The benchmark's own pages: one for each kind of page that people have open, drawn by the name after the `#`.
(() => {
  const { pool, random } = observerBench;
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const upper = (word) => word[0].toUpperCase() + word.slice(1);
  const some = (count) => Array.from({ length: count }, () => pick(pool)).join(" ");
  const sentence = (count = 9 + Math.floor(next() * 8)) => upper(some(count)) + ".";
  const paragraph = (count = 4) => Array.from({ length: count }, () => sentence()).join(" ");
  const number = (limit) => Math.floor(next() * limit);
  const money = () => "$" + (number(9000) / 10 + 5).toFixed(2);
  const names = ["Ada Lopez", "Ben Carter", "Chloe Martin", "David Stone", "Emma Wright", "Frank Miller", "Grace Hill",
    "Henry Cole", "Irene Walsh", "Jack Turner", "Karen Young", "Liam Foster"];
  const states = ["Open", "Paid", "Waiting", "Cancelled", "Shipped", "Refunded"];
  const date = () => `2026-${String(1 + number(12)).padStart(2, "0")}-${String(1 + number(28)).padStart(2, "0")}`;
  const time = () => `${String(number(24)).padStart(2, "0")}:${String(number(60)).padStart(2, "0")}`;
  const many = (count, make) => Array.from({ length: count }, (_, index) => make(index)).join("");

  const pages = {
    article: () => ["body{font:17px/1.6 'Liberation Serif',serif;max-width:760px;margin:24px auto;color:#222}h1{font-size:34px}h2{font-size:23px}"
      + "a{color:#06c}.by{color:#777;font:14px sans-serif}",
      `<h1>${upper(some(6))}</h1><p class=by>By ${pick(names)}, ${date()}, ${number(20)} minutes</p>`
      + many(9, (i) => (i % 3 === 2 ? `<h2>${upper(some(4))}</h2>` : "") + `<p>${paragraph()} <a href=#>${some(3)}</a> ${sentence()}</p>`)],
    table: () => ["body{font:13px sans-serif;margin:12px}table{border-collapse:collapse;width:100%;table-layout:fixed}td,th{border:1px solid #ccc;padding:3px 8px;text-align:left;white-space:nowrap}"
      + "th{background:#eee}tr:nth-child(even){background:#f7f7f7}.n{text-align:right}",
      `<h3>Orders of ${date()}</h3><table><tr><th>Number<th>Customer<th>Date<th>State<th>Product<th>Count<th>Amount</tr>`
      + many(46, () => `<tr><td>${10000 + number(80000)}<td>${pick(names)}<td>${date()}<td>${pick(states)}<td>${upper(some(2))}<td class=n>${number(90)}<td class=n>${money()}</tr>`)
      + "</table>"],
    form: () => ["body{font:15px sans-serif;margin:24px 60px;background:#f4f6f8}label{display:block;margin:11px 0 3px;color:#333}"
      + "input,select,textarea{font:15px sans-serif;padding:7px;width:420px;border:1px solid #99a;border-radius:4px;background:#fff}"
      + "button{font:15px sans-serif;padding:8px 18px;border:0;border-radius:4px;background:#1a66d6;color:#fff;margin-right:10px}.b{background:#fff;color:#333;border:1px solid #999}"
      + ".e{color:#b00020;font-size:13px}.c{columns:2}",
      `<h2>${upper(some(3))}</h2><div class=c>`
      + many(14, (i) => `<div style="break-inside:avoid"><label>${upper(some(2))}</label>`
        + (i % 5 === 3 ? `<select><option>${upper(some(2))}</option></select>` : `<input value="${i % 3 ? upper(some(3)) : ""}" placeholder="${upper(some(2))}">`)
        + (i % 4 === 1 ? `<div class=e>${sentence(5)}</div>` : "") + "</div>")
      + `</div><p><button>Save changes</button><button class=b>Go back</button></p>`],
    chat: () => ["body{font:15px/1.4 sans-serif;margin:0;background:#1f2329;color:#dfe3e8;display:flex}aside{width:240px;background:#16191d;padding:14px;height:100vh;box-sizing:border-box}"
      + "aside div{padding:6px;color:#9aa4af}main{flex:1;padding:14px}b{color:#fff}i{font-style:normal;color:#7d8792;font-size:12px;margin-left:8px}.m{margin:0 0 11px}.l{color:#6db3f2}",
      `<aside><b>Channels</b>${many(14, () => `<div># ${some(1)} ${some(1)}</div>`)}</aside><main>`
      + many(18, () => `<div class=m><b>${pick(names)}</b><i>${time()}</i><br>${sentence()} ${next() > 0.6 ? `<span class=l>${some(2)}</span>` : ""} ${next() > 0.5 ? sentence() : ""}</div>`) + "</main>"],
    code: () => ["body{background:#1e1e1e;color:#d4d4d4;margin:0;font:14px/1.45 'Liberation Mono',monospace}pre{margin:12px;font:inherit}.k{color:#569cd6}.s{color:#ce9178}.c{color:#6a9955}.f{color:#dcdcaa}.g{color:#858585}",
      "<pre>" + many(44, (i) => `<span class=g>${String(i + 1).padStart(3)}</span>  ` + pick([
        () => `<span class=k>let</span> ${pick(pool)} = <span class=f>${pick(pool)}</span>(${pick(pool)}, <span class=s>"${some(2)}"</span>)`,
        () => `<span class=c>// ${some(7)}</span>`,
        () => `<span class=k>if</span> ${pick(pool)}.count > ${number(90)} { <span class=k>return</span> ${pick(pool)} }`,
        () => `    <span class=k>func</span> <span class=f>${pick(pool)}</span>(${pick(pool)}: String) -> Int {`,
        () => `        print(<span class=s>"${some(4)}"</span>)`, () => "    }"])() + "\n") + "</pre>"],
    mail: () => ["body{font:14px sans-serif;margin:0}header{background:#f1f3f4;padding:10px 16px;font-size:18px}.r{display:grid;grid-template-columns:180px 1fr 80px;border-bottom:1px solid #e5e5e5;padding:8px 16px}"
      + ".u{font-weight:bold}.p{color:#666}.d{color:#666;text-align:right;font-size:12px}",
      "<header>Inbox</header>" + many(32, (i) => `<div class="r ${i % 3 ? "" : "u"}"><span>${pick(names)}</span><span>${upper(some(4))} <span class=p>- ${some(8)}</span></span><span class=d>${pick(["Mar", "Apr", "May"])} ${1 + number(28)}</span></div>`)],
    shop: () => ["body{font:14px sans-serif;margin:0;background:#fafafa}header{background:#0b3d2e;color:#fff;padding:14px 20px}header span{margin-right:26px}.g{display:grid;grid-template-columns:repeat(4,1fr);gap:16px;padding:18px}"
      + ".p{background:#fff;border:1px solid #e3e3e3;border-radius:8px;padding:12px}.i{height:96px;border-radius:6px}.m{color:#c2185b;font-weight:bold;font-size:18px}.t{background:#ffd54f;border-radius:10px;padding:2px 9px;font-size:12px}"
      + "button{background:#e65100;color:#fff;border:0;border-radius:5px;padding:7px 14px;font:14px sans-serif}",
      `<header>${many(6, () => `<span>${upper(pick(pool))}</span>`)}</header><div class=g>`
      + many(12, (i) => `<div class=p><div class=i style="background:linear-gradient(135deg,hsl(${i * 47} 60% 70%),hsl(${i * 47 + 60} 60% 45%))"></div><p>${upper(some(3))}</p><span class=m>${money()}</span> <span class=t>${some(1)} ${number(50)}%</span><p><button>Put into cart</button></p></div>`) + "</div>"],
    dashboard: () => ["body{font:14px sans-serif;margin:0;background:#eef1f5;color:#1c2733}.g{display:grid;grid-template-columns:repeat(4,1fr);gap:14px;padding:16px}.c{background:#fff;border-radius:8px;padding:14px;box-shadow:0 1px 3px #0003}"
      + ".n{font-size:30px;font-weight:bold}.l{color:#5b6875}.w{grid-column:span 2}.ok{color:#0a7d38}.no{color:#c62828}svg{width:100%;height:120px}",
      "<div class=g>" + many(8, () => `<div class=c><div class=l>${upper(some(2))}</div><div class=n>${number(90000).toLocaleString("en")}</div><span class=${next() > 0.5 ? "ok" : "no"}>${number(90) / 10}% ${some(2)}</span></div>`)
      + many(4, () => `<div class="c w"><b>${upper(some(3))}</b><svg viewBox="0 0 400 100" preserveAspectRatio=none><polyline fill=none stroke=#1a66d6 stroke-width=2 points="${many(20, (i) => `${i * 21},${10 + number(80)} `)}"/></svg>${many(3, () => `<div>${upper(some(3))} <b>${number(900)}</b></div>`)}</div>`) + "</div>"],
    settings: () => ["body{font:15px sans-serif;margin:0;display:flex;background:#202124;color:#e8eaed}nav{width:220px;padding:20px;background:#292a2d;height:100vh;box-sizing:border-box}nav div{padding:9px 12px;border-radius:16px}nav .a{background:#394457;color:#8ab4f8}"
      + "main{padding:20px 40px;width:640px}.r{display:flex;justify-content:space-between;padding:13px 0;border-bottom:1px solid #3c4043}.d{color:#9aa0a6;font-size:13px}.s{width:34px;height:14px;border-radius:7px;background:#8ab4f8;align-self:center}",
      `<nav>${many(10, (i) => `<div class="${i === 2 ? "a" : ""}">${upper(some(2))}</div>`)}</nav><main><h2>${upper(some(2))}</h2>`
      + many(11, () => `<div class=r><div>${upper(some(4))}<div class=d>${sentence(8)}</div></div><div class=s></div></div>`) + "</main>"],
    calendar: () => ["body{font:13px sans-serif;margin:0}h2{margin:12px 16px}.g{display:grid;grid-template-columns:repeat(7,1fr);border-top:1px solid #ddd}.d{border:0 solid #ddd;border-width:0 1px 1px 0;min-height:112px;padding:5px}.e{border-radius:4px;padding:2px 6px;margin:3px 0;color:#fff;white-space:nowrap;overflow:hidden;font-size:12px}",
      `<h2>March 2026</h2><div class=g>` + many(35, (i) => `<div class=d>${1 + i % 31}` + many(number(3), () => `<div class=e style="background:${pick(["#1967d2", "#188038", "#c5221f", "#8430ce", "#b06000"])}">${time()} ${upper(some(1))}</div>`) + "</div>") + "</div>"],
    clock: () => ["body{font:16px sans-serif;margin:40px}#t{font-size:40px}",
      `<div id=t>12:00:00</div><p>Visitors <b id=n>1200</b></p>` + many(12, () => `<p>${paragraph(2)}</p>`)],
    video: () => ["body{font:15px sans-serif;margin:20px}canvas{display:block}",
      `<canvas id=v width=640 height=360></canvas><h3>${upper(some(4))}</h3>` + many(8, () => `<p>${paragraph(2)}</p>`)],
  };

  const [style, body] = pages[location.hash.slice(1)]();
  document.head.appendChild(document.createElement("style")).textContent = style;
  document.body.innerHTML = body;
})();
