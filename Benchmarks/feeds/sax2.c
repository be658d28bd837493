/* libxml2's SAX2 over documents in memory, its handlers empty: what every reader on it pays. Prints bytes read and CPU seconds.
 *
 * usage: sax2 SECONDS FILE...
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                  const xmlChar **namespaces, int attribute_count, int default_count, const xmlChar **attributes) {}
static void end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {}
static void characters(void *context, const xmlChar *text, int count) {}

int main(int argc, char **argv) {
    if (argc < 3) return 64;
    double wanted = atof(argv[1]);
    int count = argc - 2;
    char **documents = malloc(count * sizeof *documents);
    long *sizes = malloc(count * sizeof *sizes);
    for (int i = 0; i < count; i++) {
        FILE *file = fopen(argv[i + 2], "rb");
        if (!file) return perror(argv[i + 2]), 66;
        fseek(file, 0, SEEK_END);
        sizes[i] = ftell(file);
        rewind(file);
        documents[i] = malloc(sizes[i] + 1);
        if (fread(documents[i], 1, sizes[i], file) != (size_t)sizes[i]) return 66;
        fclose(file);
    }
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start;
    handler.endElementNs = end;
    handler.characters = handler.cdataBlock = handler.ignorableWhitespace = characters;
    xmlInitParser();
    long long bytes = 0;
    double before = cpu_seconds(), spent;
    do {
        for (int i = 0; i < count; i++) {
            xmlSAXUserParseMemory(&handler, NULL, documents[i], (int)sizes[i]);
            bytes += sizes[i];
        }
        spent = cpu_seconds() - before;
    } while (spent < wanted);
    printf("{\"bytes\": %lld, \"seconds\": %f}\n", bytes, spent);
    return 0;
}
