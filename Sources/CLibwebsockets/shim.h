// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <libwebsockets.h>

/* What Swift cannot import: a macro whose value is an expression, and a constant that must outlive the call. */

/// The bytes that lws_write() needs free in front of what it sends.
static inline size_t understudy_lws_headroom(void) { return LWS_PRE; }

/// A policy that never pings: the browser's pulse is felt elsewhere, and a page that blocks it must not cost the socket.
static inline const lws_retry_bo_t *understudy_lws_no_pings(void) {
    static const lws_retry_bo_t policy = {0};
    return &policy;
}
