// SPDX-License-Identifier: Apache-2.0
// Who this tab is. The token lives in this tab's own storage, is sent in a header and never in a cookie or an address.

const KEY = 'understudy.session';

export function token() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return kept && Date.parse(kept.expires) > Date.now() ? kept.token : null;
  } catch {
    return null;
  }
}

export const leave = () => sessionStorage.removeItem(KEY);

/** Takes the code out of the address before anything else can see it; null when there is none. */
function codeOfAddress() {
  const found = /^#code=([\w-]{20,100})$/.exec(location.hash);
  if (!found) return null;
  history.replaceState(null, '', '/#/now');
  return found[1];
}

/**
 * The way in with the code of the address, begun as soon as this file is there, while the others still come: gives what
 * went wrong, or null. Null without a code.
 */
export const entering = begin();

function begin() {
  const code = codeOfAddress();
  return code ? enter(code).then(() => null, (error) => error.message) : null;
}

/** Changes a one-time code for a token. Throws an Error whose message says what to do. */
export async function enter(code) {
  const reply = await fetch('/v1/session', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }),
  });
  const answer = await reply.json();
  if (!reply.ok) throw new Error(answer.error?.message ?? 'The appliance did not take the code.');
  sessionStorage.setItem(KEY, JSON.stringify({ token: answer.token, expires: answer.expires }));
}
