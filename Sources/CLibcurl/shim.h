// SPDX-License-Identifier: Apache-2.0
#pragma once
#include <curl/curl.h>
#include <stddef.h>

// curl_easy_setopt(3) and curl_easy_getinfo(3) are variadic, which Swift cannot call: one wrapper per kind of value.

static inline CURLcode understudy_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode understudy_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text, except of CURLOPT_POSTFIELDS; use CURLOPT_COPYPOSTFIELDS.
static inline CURLcode understudy_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode understudy_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode understudy_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*understudy_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode understudy_set_data_callback(CURL *handle, CURLoption option, understudy_data_callback value) {
    return curl_easy_setopt(handle, option, value);
}

typedef curl_socket_t (*understudy_socket_callback)(void *context, curlsocktype purpose, struct curl_sockaddr *address);

static inline CURLcode understudy_set_socket_callback(CURL *handle, understudy_socket_callback value) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode understudy_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

// The next transfer of a multi handle that is over, and its result; 0 when there is none.
static inline int understudy_take_result(CURLM *multi, CURL **easy, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *easy = message->easy_handle;
        *result = message->data.result;
        return 1;
    }
    return 0;
}

// CURL_WRITEFUNC_PAUSE and CURL_SOCKET_BAD are macros with casts.
static inline size_t understudy_pause_writing(void) { return CURL_WRITEFUNC_PAUSE; }
static inline curl_socket_t understudy_no_socket(void) { return CURL_SOCKET_BAD; }
static inline int understudy_start_curl(void) { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

// The address itself lies at the end of the structure and is longer than its type says.
static inline const struct sockaddr *understudy_socket_address(const struct curl_sockaddr *address) {
    return &address->addr;
}
