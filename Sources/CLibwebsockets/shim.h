// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <libwebsockets.h>
#include <string.h>

// What of libwebsockets Swift cannot call itself: macros, and structures with too many fields to fill in by hand.

static inline size_t understudy_lws_pre(void) { return LWS_PRE; }

static inline void understudy_lws_be_quiet(void) { lws_set_log_level(0, NULL); }

// A context for client connections only. `buffer` is what one read may bring: the default of 4 KiB costs a page
// picture a hundred wake-ups.
static inline struct lws_context *understudy_lws_context(const struct lws_protocols *protocols, void *user,
                                                         unsigned int buffer) {
    struct lws_context_creation_info info;
    memset(&info, 0, sizeof info);
    info.port = CONTEXT_PORT_NO_LISTEN;
    info.protocols = protocols;
    info.gid = -1;
    info.uid = -1;
    info.user = user;
    info.pt_serv_buf_size = buffer;
    info.fd_limit_per_thread = 1 + 1 + 4;
    return lws_create_context(&info);
}

// A plain ws:// connection without an Origin header: Chromium refuses those it does not know.
static inline struct lws *understudy_lws_connect(struct lws_context *context, const char *address, int port,
                                                 const char *path, const char *host, const char *protocol) {
    struct lws_client_connect_info info;
    memset(&info, 0, sizeof info);
    info.context = context;
    info.address = address;
    info.port = port;
    info.path = path;
    info.host = host;
    info.local_protocol_name = protocol;
    info.ietf_version_or_minus_one = -1;
    return lws_client_connect_via_info(&info);
}
