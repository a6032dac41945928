/* The example that runs a script of calls on two protocols, and prints what differs. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "copies.h"
#include "fixture.h"

WITH_REPOSITORY;

/* What the example prints for a script, and its exit status. */
static int compare(const char *protocols, const char *script, char *output, size_t size) {
    char path[512], result[512], words[256];
    const char *arguments[8];
    unsigned count = 0;
    const char *program = getenv("MI_TEST_COMPARE");
    if (!program) {
        fprintf(stderr, "    (MI_TEST_COMPARE must be the path of the example compare)\n");
        stop_test();
    }
    snprintf(path, sizeof path, "%s/calls.script", test_directory());
    FILE *file = fopen(path, "w");
    REQUIRE(file);
    fputs(script, file);
    REQUIRE(fclose(file) == 0);
    arguments[count++] = program;
    snprintf(words, sizeof words, "%s", protocols);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        REQUIRE(count < 6);
        arguments[count++] = word;
    }
    arguments[count++] = path;
    arguments[count] = NULL;
    snprintf(result, sizeof result, "%s/result", test_directory());
    int code = run_program(arguments, result);
    /* As text: Windows ends lines with two characters. */
    file = fopen(result, "rt");
    REQUIRE(file);
    output[fread(output, 1, size - 1, file)] = '\0';
    fclose(file);
    return code;
}

/* Two copies of the library, and the handler of the tests. */
static void use_handlers(void) {
    char one[1024], two[1024], configuration[4096];
    copy_library("libone" LIBRARY_SUFFIX, one, sizeof one);
    copy_library("libtwo" LIBRARY_SUFFIX, two, sizeof two);
    snprintf(configuration, sizeof configuration,
             "[protocol_handlers.one]\nlibrary = \"%s\"\n[protocol_handlers.two]\nlibrary = \"%s\"\n"
             "[protocol_handlers.vendor]\nlibrary = \"%s\"\nentry = \"Vendor_Open\"\n",
             one, two, getenv("MI_TEST_HANDLER"));
    write_configuration(configuration);
}

static const char script[] =
    "# every call\n"
    "test\n"
    "get root/test Test_Widget Id=w1\n"
    "enumerate root/test Test_Widget   # whole\n"
    "enumerate root/test Test_Thing :keys-only\n"
    "enumerate root/test Test_Thing :shallow\n"
    "query root/test WQL \"SELECT Id FROM Test_Widget WHERE Name = \\\"First\\\"\"\n"
    "associators root/test Test_Widget Id=w1 :association=Test_Link :role=Left\n"
    "references root/test Test_Widget Id=w1 :result=Test_Link\n"
    "invoke root/test Test_Widget Resize Id=w1 -- Size:uint32=3\n"
    "invoke root/test Test_Widget Reset\n"
    "create root/test Test_Widget @Id=new Size:uint32=3 Name=\"a name\" Color:string\n"
    "modify root/test Test_Widget @Id=new Size:uint32=4\n"
    "get root/test Test_Widget Id=new\n"
    "delete root/test Test_Widget Id=new\n"
    "delete root/test Test_Widget Id=new\n"
    "class root/test Test_Gadget\n"
    "classes root/test Test_Thing\n"
    "classes root/nowhere :names-only\n";

TEST_WITHIN(two_handlers_of_the_same_kind_answer_the_same, 120) {
    char output[65536];
    use_handlers();
    CHECK_NUMBER(compare("one two", script, output, sizeof output), 0);
    CHECK_TEXT(output, "18 calls, 0 differ between one and two; 4 and 4 fail\n");
    CHECK_NUMBER(compare("- ONE", script, output, sizeof output), 0);
    CHECK_TEXT(output, "18 calls, 0 differ between - and ONE; 4 and 4 fail\n");
}

TEST_WITHIN(what_differs_is_printed, 120) {
    char output[65536];
    use_handlers();
    const char *calls = "enumerate root/test Test_Widget :keys-only\n"
                        "class root/test Test_Widget\n";
    CHECK_NUMBER(compare("--times - vendor", calls, output, sizeof output), 1);
    CHECK_CONTAINS(output, "enumerate root/test Test_Widget :keys-only\n");
    CHECK_CONTAINS(output, "  vendor: result: an instance of Vendor_Thing in (NULL) with 1 elements\n");
    CHECK_CONTAINS(output, "  vendor:   Number: uint32, flags 0x1000 = 2\n");
    CHECK_CONTAINS(output, "  -: class Test_Widget under Test_Thing\n");
    CHECK_CONTAINS(output, "  vendor: MI_Result 7\n");
    CHECK_CONTAINS(output, " ms ");
    CHECK_CONTAINS(output, "2 calls, 2 differ between - and vendor; 0 and 1 fail\n");
}

TEST_WITHIN(wrong_arguments_scripts_and_protocols_are_told, 120) {
    char output[65536];
    use_handlers();
    CHECK_NUMBER(compare("one", script, output, sizeof output), 2);
    CHECK_CONTAINS(output, "usage: compare");
    CHECK_NUMBER(compare("- -", "test\nfly root/test\n", output, sizeof output), 2);
    CHECK_CONTAINS(output, "line 2: there is no such call: fly root/test");
    CHECK_NUMBER(compare("- -", "get root/test Test_Widget Id:uint32=many\n", output, sizeof output), 2);
    CHECK_CONTAINS(output, "this is no number");
    CHECK_NUMBER(compare("nobody no_one", script, output, sizeof output), 2);
    CHECK_CONTAINS(output, "neither protocol can be used");
    CHECK_NUMBER(compare("- nobody", "test\n", output, sizeof output), 1);
    CHECK_CONTAINS(output, "(opening a session)");
}
