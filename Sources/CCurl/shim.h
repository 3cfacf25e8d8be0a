// Moonpost
// SPDX-License-Identifier: Apache-2.0
//
// libcurl sets its options through variadic functions, which Swift cannot call. Each function here fixes the type of
// the one argument; the caller chooses the function that the option's documentation asks for.

#ifndef MOONPOST_CCURL_SHIM_H
#define MOONPOST_CCURL_SHIM_H

#include <curl/curl.h>

/* Swift's Glibc module leaves these out; the thread that drives libcurl waits with them. */
#include <sys/epoll.h>
#include <sys/eventfd.h>

static inline CURLcode moonpost_easy_set_long(CURL *easy, CURLoption option, long value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode moonpost_easy_set_offset(CURL *easy, CURLoption option, curl_off_t value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode moonpost_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode moonpost_easy_set_pointer(CURL *easy, CURLoption option, const void *value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode moonpost_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(easy, option, value);
}

/* CURLOPT_WRITEFUNCTION, CURLOPT_HEADERFUNCTION and CURLOPT_READFUNCTION take the same type. */
static inline CURLcode moonpost_easy_set_writer(CURL *easy, CURLoption option, curl_write_callback value) {
    return (curl_easy_setopt)(easy, option, value);
}

static inline CURLcode moonpost_easy_set_prerequest(CURL *easy, curl_prereq_callback value) {
    return (curl_easy_setopt)(easy, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode moonpost_easy_set_socket_opener(CURL *easy, curl_opensocket_callback value) {
    return (curl_easy_setopt)(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode moonpost_easy_get_long(CURL *easy, CURLINFO info, long *value) {
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLcode moonpost_easy_get_pointer(CURL *easy, CURLINFO info, void **value) {
    return (curl_easy_getinfo)(easy, info, value);
}

static inline CURLMcode moonpost_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode moonpost_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return (curl_multi_setopt)(multi, option, value);
}

static inline CURLMcode moonpost_multi_set_socket_function(CURLM *multi, curl_socket_callback value) {
    return (curl_multi_setopt)(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode moonpost_multi_set_timer_function(CURLM *multi, curl_multi_timer_callback value) {
    return (curl_multi_setopt)(multi, CURLMOPT_TIMERFUNCTION, value);
}

/* `data` is a union that is only read when the message says that a transfer is done. */
static inline CURLcode moonpost_message_result(const CURLMsg *message) { return message->data.result; }

#endif
