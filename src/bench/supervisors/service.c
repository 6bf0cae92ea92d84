/*
 * The program that every supervisor keeps running: it appends one line with its name, its pid and the time of its
 * start (CLOCK_MONOTONIC, nanoseconds) to the file that $BENCH_STARTS names, and sleeps until a signal ends it.
 * Its name is its argument, or else the name of its working directory.
 */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int main(int argc, char **argv) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);

    char directory[PATH_MAX];
    const char *name = argc > 1 ? argv[1] : NULL;
    if (name == NULL) {
        name = getcwd(directory, sizeof directory) == NULL ? "?" : strrchr(directory, '/') + 1;
    }
    const char *starts = getenv("BENCH_STARTS");
    int fd = starts == NULL ? -1 : open(starts, O_WRONLY | O_APPEND);
    if (fd < 0) {
        return 111;
    }
    char line[128];
    /* lines of one length, so that a look at the file's size tells how many there are */
    int length = snprintf(line, sizeof line, "%-16.16s %10d %20lld\n", name, (int) getpid(),
                          now.tv_sec * 1000000000LL + now.tv_nsec);
    if (write(fd, line, (size_t) length) != length) {
        return 111;
    }
    close(fd);
    for (;;) {
        pause();
    }
}
