#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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
    REQUIRE(make_folder(in_folder("")));
    REQUIRE(make_folder(in_folder("root-test")));
    REQUIRE(make_folder(in_folder("lib")));
    set_variable("MI_PROVIDER_PATH", in_folder(""));
}

bool is_isolated(void) {
    const char *hosting = getenv("MI_TEST_HOSTING");
    return hosting && !strcmp(hosting, "isolated");
}

void write_registration(const char *name, const char *text) {
    static const char in_process[] = "HOSTING=@inproc@\n", isolated[] = "HOSTING=@requestor@\n";
    char path[256], written[4096];
    const char *hosting = is_isolated() ? strstr(text, in_process) : NULL;
    if (hosting) {
        REQUIRE(snprintf(written, sizeof written, "%.*s%s%s", (int)(hosting - text), text, isolated,
                         hosting + strlen(in_process)) < (int)sizeof written);
    }
    snprintf(path, sizeof path, "root-test/%s.reg", name);
    write_file(in_folder(path), hosting ? written : text);
}

/* The file of the module that was installed last. */
static char installed[256];

/* A path beside that file. */
static const char *beside_module(const char *ending) {
    char path[512];
    snprintf(path, sizeof path, "%s%s", installed, ending);
    return in_folder(path);
}

void install_sample(void) {
    install_sample_as("sample");
}

void install_sample_as(const char *name) {
    const char *module = getenv("MI_TEST_MODULE");
    if (!module) {
        fprintf(stderr, "    (MI_TEST_MODULE must be the path of the sample module, tests-c/provider)\n");
        stop_test();
    }
    char buffer[65536];
    size_t length;
    snprintf(installed, sizeof installed, "lib/lib%s" LIBRARY_SUFFIX, name);
    FILE *from = fopen(module, "rb"), *to = fopen(in_folder(installed), "wb");
    REQUIRE(from && to);
    while ((length = fread(buffer, 1, sizeof buffer, from))) {
        REQUIRE(fwrite(buffer, 1, length, to) == length);
    }
    fclose(from);
    REQUIRE(fclose(to) == 0);
    write_file(beside_module(".log"), "");
}

void write_no_log(void) {
    REQUIRE(remove(beside_module(".log")) == 0);
}

void use_sample(void) {
    use_modules();
    install_sample();
    write_registration("sample", SAMPLE_CLASSES);
}

void refuse_to_load(bool refuse) {
    if (refuse) {
        write_file(beside_module(".refuses"), "");
    } else {
        REQUIRE(remove(beside_module(".refuses")) == 0);
    }
}

void write_beside_sample(const char *ending) {
    char with_dot[256];
    snprintf(with_dot, sizeof with_dot, ".%s", ending);
    write_file(beside_module(with_dot), "");
}

unsigned logged(const char *line) {
    char read[512];
    unsigned count = 0;
    FILE *log = fopen(beside_module(".log"), "r");
    REQUIRE(log);
    while (fgets(read, sizeof read, log)) {
        read[strcspn(read, "\r\n")] = 0;
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

Outcome sample_do(Client *client, const MI_Char *what, const MI_Char *text) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Instance *parameters = NULL;
    REQUIRE_RESULT(MI_Application_NewInstance(&client->application, MI_T("Parameters"), NULL, &parameters),
                   MI_RESULT_OK);
    add_text(parameters, MI_T("What"), what);
    add_text(parameters, MI_T("Text"), text);
    MI_Session_Invoke(&client->session, 0, NULL, NAMESPACE, MI_T("Sample_Thing"), MI_T("Do"), NULL,
                      parameters, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    MI_Instance_Delete(parameters);
    return outcome;
}
