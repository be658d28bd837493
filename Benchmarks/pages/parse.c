/* libxml2's HTML parser making its tree of pages, and nothing else: what a reader on it pays. The pages are unpacked into memory first; for each
 * line of standard input, the path of a page, a line with its CPU seconds is printed.
 *
 * usage: parse < PATHS
 */
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zlib.h>

static double cpu_seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

/* A file as it is or gunzipped; NULL where it cannot be read. */
static char *contents(const char *path, int *size) {
    gzFile file = gzopen(path, "rb");
    if (!file) return NULL;
    int capacity = 1 << 20, count;
    char *bytes = malloc(capacity);
    *size = 0;
    while ((count = gzread(file, bytes + *size, capacity - *size)) > 0) {
        *size += count;
        if (*size == capacity) bytes = realloc(bytes, capacity *= 2);
    }
    gzclose(file);
    return bytes;
}

int main(void) {
    char path[4096];
    xmlInitParser();
    while (fgets(path, sizeof path, stdin)) {
        path[strcspn(path, "\n")] = 0;
        int size;
        char *page = contents(path, &size);
        if (!page) return perror(path), 66;
        double before = cpu_seconds();
        htmlDocPtr document = htmlReadMemory(page, size, NULL, NULL, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
        if (document) xmlFreeDoc(document);
        printf("%f\n", cpu_seconds() - before);
        fflush(stdout);
        free(page);
    }
    return 0;
}
