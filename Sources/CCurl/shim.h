#ifndef WIRESPOOL_CCURL_SHIM_H
#define WIRESPOOL_CCURL_SHIM_H

#include <curl/curl.h>
/* Neither is part of Swift's Glibc module: mallopt(3), and what libcurl's sockets are watched by. */
#include <malloc.h>
#include <sys/epoll.h>

/* Blocks of a mebibyte and more, such as large bodies, go back to the system when they are freed. By itself the allocator keeps as many as
   were once in use, and more for their fragments. */
static inline void wirespool_return_large_blocks(void) { mallopt(M_MMAP_THRESHOLD, 1 << 20); }

/* curl_easy_setopt, curl_multi_setopt and curl_easy_getinfo are variadic, and Swift imports no variadic function: one function
   for each type of argument. <https://curl.se/libcurl/c/curl_easy_setopt.html> */

static inline CURLcode wirespool_easy_set_long(CURL *easy, CURLoption option, long value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode wirespool_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode wirespool_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode wirespool_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(easy, option, value);
}

/* The type of CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION, which curl.h leaves without a name for Swift. */
typedef size_t (*wirespool_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode wirespool_easy_set_data_callback(CURL *easy, CURLoption option, wirespool_data_callback value) {
    return curl_easy_setopt(easy, option, value);
}

static inline CURLcode wirespool_easy_set_open_socket(CURL *easy, curl_opensocket_callback value) {
    return curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode wirespool_easy_set_before_request(CURL *easy, curl_prereq_callback value) {
    return curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLMcode wirespool_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode wirespool_multi_set_pointer(CURLM *multi, CURLMoption option, void *value) {
    return curl_multi_setopt(multi, option, value);
}

static inline CURLMcode wirespool_multi_set_socket_callback(CURLM *multi, curl_socket_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, value);
}

static inline CURLMcode wirespool_multi_set_timer_callback(CURLM *multi, curl_multi_timer_callback value) {
    return curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, value);
}

static inline long wirespool_easy_get_long(CURL *easy, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

static inline long long wirespool_easy_get_offset(CURL *easy, CURLINFO info) {
    curl_off_t value = 0;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : 0;
}

/* Valid until the handle is used again; may be NULL. */
static inline const char *wirespool_easy_get_string(CURL *easy, CURLINFO info) {
    char *value = NULL;
    return curl_easy_getinfo(easy, info, &value) == CURLE_OK ? value : NULL;
}

/* The result of a CURLMSG_DONE stands in a union inside curl's message. */
static inline CURLcode wirespool_message_result(const CURLMsg *message) { return message->data.result; }

/* CURL_SOCKET_TIMEOUT and CURL_SOCKET_BAD are casts, which Swift does not import. */
static inline curl_socket_t wirespool_socket_timeout(void) { return CURL_SOCKET_TIMEOUT; }
static inline curl_socket_t wirespool_socket_bad(void) { return CURL_SOCKET_BAD; }

#endif
