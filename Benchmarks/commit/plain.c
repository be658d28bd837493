/* The disk's own floor: copies the files of FROM into TO/new, in batches as a spool is written. Each file of a batch is written to TO/tmp; then
   each is synced, and the directory; then each is renamed into TO/new, and both directories are synced.

   usage: plain FROM TO BATCH      TO/tmp and TO/new must exist. Prints the number of files. */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SIZE = 1 << 20 };
static char buffer[SIZE];

static int place(const char *path) {
    int directory = open(path, O_RDONLY | O_DIRECTORY);
    if (directory < 0) err(74, "%s", path);
    return directory;
}

int main(int argc, char **argv) {
    if (argc != 4) errx(64, "usage: plain FROM TO BATCH");
    int batch = atoi(argv[3]), from = place(argv[1]), to = place(argv[2]);
    int tmp = openat(to, "tmp", O_RDONLY | O_DIRECTORY), new = openat(to, "new", O_RDONLY | O_DIRECTORY);
    if (batch < 1 || tmp < 0 || new < 0) err(74, "%s", argv[2]);
    struct dirent **names;
    int count = scandir(argv[1], &names, NULL, alphasort), told = 0;
    int *files = calloc(batch, sizeof *files);
    for (int first = 0; first < count; first += batch) {
        int end = first + batch < count ? first + batch : count;
        for (int i = first; i < end; i++) {
            files[i - first] = -1;
            if (names[i]->d_name[0] == '.') continue;
            int source = openat(from, names[i]->d_name, O_RDONLY);
            ssize_t length = read(source, buffer, SIZE);
            close(source);
            int file = files[i - first] = openat(tmp, names[i]->d_name, O_WRONLY | O_CREAT | O_EXCL, 0640);
            if (length < 0 || file < 0 || write(file, buffer, length) != length) err(74, "%s", names[i]->d_name);
            told++;
        }
        for (int i = 0; i < end - first; i++) {
            if (files[i] >= 0 && (fsync(files[i]) || close(files[i]))) err(74, "fsync");
        }
        if (fsync(tmp)) err(74, "tmp");
        for (int i = first; i < end; i++) {
            if (files[i - first] >= 0 && renameat(tmp, names[i]->d_name, new, names[i]->d_name)) err(74, "%s", names[i]->d_name);
        }
        if (fsync(new) || fsync(tmp)) err(74, "new");
    }
    printf("%d\n", told);
    return 0;
}
