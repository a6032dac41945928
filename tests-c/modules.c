#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A path in the folder of modules. */
static const char *in_folder(const char *name) {
    static _Thread_local char path[1024];
    snprintf(path, sizeof path, "%s/modules/%s", test_directory(), name);
    return path;
}

static void write_file(const char *path, const char *text) {
    FILE *file = fopen(path, "w");
    REQUIRE(file);
    REQUIRE(fputs(text, file) >= 0);
    REQUIRE(fclose(file) == 0);
}

void use_modules(void) {
    REQUIRE(mkdir(in_folder(""), 0777) == 0);
    REQUIRE(mkdir(in_folder("root-test"), 0777) == 0);
    REQUIRE(mkdir(in_folder("lib"), 0777) == 0);
    setenv("MI_PROVIDER_PATH", in_folder(""), 1);
}

void write_registration(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "root-test/%s.reg", name);
    write_file(in_folder(path), text);
}

void install_sample(void) {
    const char *module = getenv("MI_TEST_MODULE");
    if (!module) {
        fprintf(stderr, "    (MI_TEST_MODULE must be the path of the sample module, tests-c/provider)\n");
        stop_test();
    }
    char buffer[65536];
    size_t length;
    FILE *from = fopen(module, "r"), *to = fopen(in_folder("lib/libsample.so"), "w");
    REQUIRE(from && to);
    while ((length = fread(buffer, 1, sizeof buffer, from))) {
        REQUIRE(fwrite(buffer, 1, length, to) == length);
    }
    fclose(from);
    REQUIRE(fclose(to) == 0);
    write_file(in_folder("lib/libsample.so.log"), "");
}

void write_no_log(void) {
    REQUIRE(remove(in_folder("lib/libsample.so.log")) == 0);
}

void use_sample(void) {
    use_modules();
    install_sample();
    write_registration("sample", SAMPLE_CLASSES);
}

void refuse_to_load(bool refuse) {
    if (refuse) {
        write_file(in_folder("lib/libsample.so.refuses"), "");
    } else {
        REQUIRE(remove(in_folder("lib/libsample.so.refuses")) == 0);
    }
}

void write_beside_sample(const char *ending) {
    char path[256];
    snprintf(path, sizeof path, "lib/libsample.so.%s", ending);
    write_file(in_folder(path), "");
}

unsigned logged(const char *line) {
    char read[512];
    unsigned count = 0;
    FILE *log = fopen(in_folder("lib/libsample.so.log"), "r");
    REQUIRE(log);
    while (fgets(read, sizeof read, log)) {
        read[strcspn(read, "\n")] = 0;
        count += !strcmp(read, line);
    }
    fclose(log);
    return count;
}

void wait_until_logged(const char *line, unsigned count) {
    const struct timespec moment = {0, 1000 * 1000};
    time_t end = time(NULL) + 10;
    while (logged(line) < count) {
        if (time(NULL) > end) {
            fprintf(stderr, "    (the module wrote '%s' %u times, and not %u)\n", line, logged(line), count);
            stop_test();
        }
        nanosleep(&moment, NULL);
    }
}

Outcome sample_do(Client *client, const char *what, const char *text) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *parameters = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(&client->application, "Parameters", NULL, &parameters),
                   MI_RESULT_OK);
    add_text(parameters, "What", what);
    add_text(parameters, "Text", text);
    MI_Session_Invoke(&client->session, 0, NULL, NAMESPACE, "Sample_Thing", "Do", NULL, parameters, NULL,
                      &operation);
    Outcome outcome = finish_instances(&operation);
    MI_Instance_Delete(parameters);
    return outcome;
}
