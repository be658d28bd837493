/* The least that polling costs: every URL is asked once with If-None-Match, PARALLEL at a time, by libcurl's socket interface and epoll(7);
   what is answered is counted and forgotten. Names, validators and results are kept in memory and nowhere else.

   usage: floor TAGS < URLS      TAGS: where the entity tags of the last run are read from and written to, a line for each URL
   Prints how many answers had which status. */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>

enum { PARALLEL = 64, TAG = 160, LINE = 2048, EVENTS = 64 };

struct source {
    char *url;
    char tag[TAG];
};

struct transfer {
    CURL *easy;
    struct curl_slist *fields;
    struct source *source;
};

static struct source *sources;
static size_t count, begun;
static CURLM *multi;
static int epoll;
static long wait_ms = -1, full, unchanged, other;

static size_t drop(char *data, size_t size, size_t n, void *unused) {
    (void)data, (void)unused;
    return size * n;
}

static size_t keep_tag(char *line, size_t size, size_t n, void *context) {
    struct transfer *transfer = context;
    size_t length = size * n;
    if (length > 6 && strncasecmp(line, "etag: ", 6) == 0 && length - 6 < TAG) {
        memcpy(transfer->source->tag, line + 6, length - 6);
        transfer->source->tag[length - 6] = 0;
        transfer->source->tag[strcspn(transfer->source->tag, "\r\n")] = 0;
    }
    return length;
}

static int watch(CURL *easy, curl_socket_t socket, int what, void *unused, void *known) {
    (void)easy, (void)unused;
    struct epoll_event event = {.data.fd = socket};
    if (what == CURL_POLL_REMOVE) return epoll_ctl(epoll, EPOLL_CTL_DEL, socket, &event), 0;
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    epoll_ctl(epoll, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, socket, &event);
    curl_multi_assign(multi, socket, multi);
    return 0;
}

static int note_timer(CURLM *handle, long milliseconds, void *unused) {
    (void)handle, (void)unused;
    wait_ms = milliseconds;
    return 0;
}

static void begin(struct transfer *transfer) {
    if (begun == count) return;
    transfer->source = &sources[begun++];
    curl_slist_free_all(transfer->fields);
    transfer->fields = NULL;
    if (transfer->source->tag[0]) {
        char field[TAG + 32];
        snprintf(field, sizeof field, "If-None-Match: %s", transfer->source->tag);
        transfer->fields = curl_slist_append(NULL, field);
    }
    curl_easy_setopt(transfer->easy, CURLOPT_URL, transfer->source->url);
    curl_easy_setopt(transfer->easy, CURLOPT_HTTPHEADER, transfer->fields);
    curl_multi_add_handle(multi, transfer->easy);
}

static void reap(void) {
    int left;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
        struct transfer *transfer;
        long status = 0;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        curl_easy_getinfo(message->easy_handle, CURLINFO_RESPONSE_CODE, &status);
        if (message->data.result != CURLE_OK) status = 0;
        *(status == 200 ? &full : status == 304 ? &unchanged : &other) += 1;
        curl_multi_remove_handle(multi, transfer->easy);
        begin(transfer);
    }
}

int main(int argc, char **argv) {
    if (argc != 2) return fprintf(stderr, "usage: floor TAGS < URLS\n"), 64;
    char line[LINE];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        sources = realloc(sources, (count + 1) * sizeof *sources);
        if (!sources) return 71;
        sources[count++] = (struct source){.url = strdup(line)};
    }
    FILE *tags = fopen(argv[1], "r");
    for (size_t i = 0; tags && i < count && fgets(line, sizeof line, tags); i++) {
        line[strcspn(line, "\n")] = 0;
        snprintf(sources[i].tag, TAG, "%.*s", TAG - 1, line);
    }
    if (tags) fclose(tags);

    curl_global_init(CURL_GLOBAL_ALL);
    multi = curl_multi_init();
    epoll = epoll_create1(EPOLL_CLOEXEC);
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, note_timer);
    static struct transfer transfers[PARALLEL];
    for (int i = 0; i < PARALLEL; i++) {
        CURL *easy = transfers[i].easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_PRIVATE, (char *)&transfers[i]);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, drop);
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, keep_tag);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfers[i]);
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        begin(&transfers[i]);
    }
    for (int running = 1; running || begun < count;) {
        struct epoll_event events[EVENTS];
        int ready = epoll_wait(epoll, events, EVENTS, wait_ms < 0 || wait_ms > 1000 ? 1000 : (int)wait_ms);
        if (ready <= 0) curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        for (int i = 0; i < ready; i++) {
            int what = (events[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR) ? CURL_CSELECT_IN : 0) | (events[i].events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
            curl_multi_socket_action(multi, events[i].data.fd, what, &running);
        }
        size_t before = begun;
        reap();
        if (begun > before) running = 1;
    }
    if (!(tags = fopen(argv[1], "w"))) return 73;
    for (size_t i = 0; i < count; i++) fprintf(tags, "%s\n", sources[i].tag);
    fclose(tags);
    printf("200: %ld, 304: %ld, other: %ld\n", full, unchanged, other);
    return other > 0;
}
