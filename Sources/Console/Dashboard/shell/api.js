// SPDX-License-Identifier: Apache-2.0
// Requests of the appliance's API, with this tab's token.
import { leave, token } from './session.js';

/** What the appliance refused or could not do; the message is the appliance's own and says what to do. */
export class ApiError extends Error {
  constructor(status, code, message, request, diagnostics) {
    super(message);
    Object.assign(this, { status, code, request, diagnostics: diagnostics ?? [] });
  }

  /** Whether this appliance has no such route: an older one, or a part that is not there. */
  get isMissingRoute() { return this.status === 404 && this.code === 'route_unknown'; }
}

/** Sends a request and gives the reply as it is, when it went well. */
export async function ask(method, path, { body, type = 'application/json', signal } = {}) {
  const headers = { authorization: `Bearer ${token() ?? ''}` };
  if (body !== undefined) headers['content-type'] = type;
  let reply;
  try {
    reply = await fetch(path, {
      method, headers, signal, cache: 'no-store',
      body: body === undefined || typeof body === 'string' || body instanceof Blob ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError(0, 'unreachable', 'The appliance does not answer. See whether “understudy serve” still runs, then try again.');
  }
  if (reply.ok) return reply;
  const { error } = await reply.json().catch(() => ({}));
  if (reply.status === 401) {
    leave();
    dispatchEvent(new Event('understudy:left'));
  }
  throw new ApiError(reply.status, error?.code ?? 'failed', error?.message ?? `The appliance answered with status ${reply.status}.`,
    error?.request_id, error?.diagnostics);
}

const read = async (reply) => (reply.status === 204 ? null : reply.json());

export const get = async (path, options) => read(await ask('GET', path, options));
export const post = async (path, body, options) => read(await ask('POST', path, { ...options, body }));
export const del = async (path, options) => read(await ask('DELETE', path, options));

/** A picture as an address that an image can show; it is given back when the signal says that the page is left. */
export async function picture(path, signal) {
  const url = URL.createObjectURL(await (await ask('GET', path, { signal })).blob());
  signal.addEventListener('abort', () => URL.revokeObjectURL(url), { once: true });
  return url;
}

/** Saves a file that the appliance keeps under the name that it gives. */
export async function save(path, name) {
  const url = URL.createObjectURL(await (await ask('GET', path)).blob());
  const link = document.createElement('a');
  Object.assign(link, { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export const segment = encodeURIComponent;
