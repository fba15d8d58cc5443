// SPDX-License-Identifier: Apache-2.0
// Tells when the browser has refused a permission that the page asked for.
//
// A browser without a window refuses at once, and remembers it: what could be asked for before cannot be any more.
(() => {
  'use strict';
  const understudy = globalThis.understudy;
  if (!understudy || understudy.asking || window !== top || !navigator.permissions) return;
  // What nobody holds on to is collected, and its listener with it.
  const asking = (understudy.asking = []);

  for (const name of ['geolocation', 'notifications']) {
    navigator.permissions.query({ name }).then((status) => {
      if (status.state !== 'prompt') return;
      asking.push(status);
      status.onchange = () => {
        if (status.state === 'denied' && globalThis.understudy === understudy) globalThis.understudyRefused(name);
      };
    }, () => {});
  }
})();
