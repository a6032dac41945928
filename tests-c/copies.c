#include "copies.h"

#include <stdio.h>
#include <stdlib.h>

#include "harness.h"

void copy_library(const char *name, char *path, size_t size) {
    char from[1024], buffer[65536];
    size_t length;
    REQUIRE(find_own_library(from, sizeof from));
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
