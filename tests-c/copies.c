#include "copies.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "harness.h"

/* The file that this program's libmi was loaded from. */
static void find_library(char *path, size_t size) {
    FILE *maps = fopen("/proc/self/maps", "r");
    REQUIRE(maps);
    char line[1024];
    path[0] = '\0';
    while (!path[0] && fgets(line, sizeof line, maps)) {
        char *start = strchr(line, '/');
        char *end = strstr(line, "/libmi.so\n");
        if (start && end) {
            snprintf(path, size, "%.*s", (int)(end + strlen("/libmi.so") - start), start);
        }
    }
    fclose(maps);
    REQUIRE(path[0]);
}

void copy_library(const char *name, char *path, size_t size) {
    char from[1024], buffer[65536];
    size_t length;
    find_library(from, sizeof from);
    snprintf(path, size, "%s/%s", test_directory(), name);
    FILE *source = fopen(from, "rb"), *target = fopen(path, "wb");
    REQUIRE(source && target);
    while ((length = fread(buffer, 1, sizeof buffer, source))) {
        REQUIRE(fwrite(buffer, 1, length, target) == length);
    }
    fclose(source);
    REQUIRE(fclose(target) == 0);
}

void write_configuration(const char *text) {
    FILE *file = fopen(getenv("MI_CONFIG"), "w");
    REQUIRE(file);
    REQUIRE(fputs(text, file) >= 0);
    REQUIRE(fclose(file) == 0);
}
