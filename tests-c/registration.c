/* Registration files: which module serves a class, when it is loaded and unloaded, and what is said where it
 * can't be. */

#include "modules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

static Outcome get_thing(Client *client, const MI_Char *class_name, const MI_Char *id) {
    MI_Instance *instance = new_keyed(&client->application, class_name, id);
    Outcome outcome = get_instance(client, instance);
    MI_Instance_Delete(instance);
    return outcome;
}

/* Holds an instance that was got to a Size. */
static void check_size(Outcome outcome, MI_Uint32 size) {
    REQUIRE_NUMBER(outcome.count, 1);
    CHECK_NUMBER(uint32_of(outcome.instance, MI_T("Size")), size);
    CHECK_OK(outcome);
}

static Outcome query(Client *client, const MI_Char *dialect, const MI_Char *text) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Session_QueryInstances(&client->session, 0, NULL, NAMESPACE, dialect, text, NULL, &operation);
    return finish_instances(&operation);
}

/* The Ids of what an operation brings, each with a space behind it. */
static void ids_of(MI_Operation *operation, char *ids, size_t size) {
    MI_Boolean more = MI_TRUE;
    size_t length = 0;
    ids[0] = 0;
    while (more) {
        const MI_Instance *found = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetInstance(operation, &found, &more, &result, NULL, NULL), MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        if (found) {
            length += (size_t)snprintf(ids + length, size - length, "%s ", SHOWN(text_of(found, MI_T("Id"))));
            REQUIRE(length < size);
        }
    }
    CHECK_RESULT(MI_Operation_Close(operation), MI_RESULT_OK);
}

/* How often each class that an enumeration brings is this one. */
static unsigned count_class(Client *client, const MI_Char *class_name, bool names_only) {
    MI_Operation operation = MI_OPERATION_NULL;
    MI_Boolean more = MI_TRUE;
    unsigned count = 0;
    MI_Session_EnumerateClasses(&client->session, 0, NULL, NAMESPACE, NULL, names_only, NULL, &operation);
    while (more) {
        const MI_Class *found = NULL;
        const MI_Char *name = NULL;
        MI_Result result = MI_RESULT_FAILED;
        REQUIRE_RESULT(MI_Operation_GetClass(&operation, &found, &more, &result, NULL, NULL), MI_RESULT_OK);
        CHECK_RESULT(result, MI_RESULT_OK);
        if (found) {
            CHECK_RESULT(MI_Class_GetClassName(found, &name), MI_RESULT_OK);
            count += !text_compare(name, class_name);
        }
    }
    CHECK_RESULT(MI_Operation_Close(&operation), MI_RESULT_OK);
    return count;
}

TEST(a_registered_class_is_served_by_its_module) {
    Client client;
    use_sample();
    open_client(&client);
    check_size(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), 1);
    check_size(get_thing(&client, MI_T("sample_thing"), MI_T("b")), 2);
    CHECK_FAILS(get_thing(&client, MI_T("Sample_Thing"), MI_T("c")), MI_RESULT_NOT_FOUND, NULL);
    close_client(&client);
}

TEST(a_class_is_registered_in_its_namespace_alone) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    use_sample();
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("a"));
    MI_Session_GetInstance(&client.session, 0, NULL, MI_T("root/cimv2"), instance, NULL, &operation);
    CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_CLASS, "Sample_Thing");
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(a_file_may_name_its_namespace) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    use_modules();
    install_sample();
    write_registration("sample", "NAMESPACE=root/cimv2\n" SAMPLE_CLASSES);
    open_client(&client);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("a"));
    MI_Session_GetInstance(&client.session, 0, NULL, MI_T("root/cimv2"), instance, NULL, &operation);
    check_size(finish_instances(&operation), 1);
    CHECK_FAILS(get_instance(&client, instance), MI_RESULT_INVALID_CLASS, "Sample_Thing");
    MI_Instance_Delete(instance);
    close_client(&client);
}

TEST(classes_that_are_not_registered_are_the_repositorys) {
    Client client;
    use_sample();
    open_client(&client);
    CHECK_OK(get_class(&client, MI_T("Test_Widget")));
    MI_Instance *widget = new_keyed(&client.application, MI_T("Test_Widget"), MI_T("w"));
    CHECK_OK(create_instance(&client, widget));
    CHECK_OK(get_instance(&client, widget));
    MI_Instance_Delete(widget);
    CHECK_NUMBER(logged("module load"), 0);
    close_client(&client);
}

TEST(a_registered_class_is_served_by_its_module_also_where_the_repository_knows_it) {
    Client client;
    char path[512];
    use_sample();
    snprintf(path, sizeof path, "%s/same.mof", test_directory());
    FILE *file = fopen(path, "w");
    REQUIRE(file);
    fputs("class Sample_Thing { [Key] string Id; uint32 Size = 77; };\n"
          "instance of Sample_Thing { Id = \"c\"; };\n",
          file);
    fclose(file);
    /* The tool would ask the module too. */
    char modules[1024];
    snprintf(modules, sizeof modules, "%s", getenv("MI_PROVIDER_PATH"));
    set_variable("MI_PROVIDER_PATH", NULL);
    compile_mof(path);
    set_variable("MI_PROVIDER_PATH", modules);

    open_client(&client);
    check_size(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), 1);
    CHECK_FAILS(get_thing(&client, MI_T("Sample_Thing"), MI_T("c")), MI_RESULT_NOT_FOUND, NULL);
    CHECK_NUMBER(count_class(&client, MI_T("Sample_Thing"), false), 1);
    CHECK_NUMBER(count_class(&client, MI_T("Sample_Thing"), true), 1);
    close_client(&client);
}

TEST(a_deep_enumeration_asks_registered_subclasses_and_a_shallow_one_does_not) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    char ids[128];
    use_sample();
    open_client(&client);
    MI_Session_EnumerateInstances(&client.session, 0, NULL, NAMESPACE, MI_T("Sample_Thing"), MI_FALSE, NULL,
                                  &operation);
    ids_of(&operation, ids, sizeof ids);
    CHECK_TEXT(ids, "a b special ");
    MI_Session_EnumerateInstances(&client.session, MI_OPERATIONFLAGS_POLYMORPHISM_SHALLOW, NULL, NAMESPACE,
                                  MI_T("Sample_Thing"), MI_FALSE, NULL, &operation);
    ids_of(&operation, ids, sizeof ids);
    CHECK_TEXT(ids, "a b ");
    close_client(&client);
}

TEST(classes_of_modules_are_listed_with_those_of_the_repository) {
    Client client;
    use_sample();
    open_client(&client);
    CHECK_NUMBER(count_class(&client, MI_T("Sample_Pair"), true), 1);
    CHECK_NUMBER(logged("module load"), 0);
    CHECK_NUMBER(count_class(&client, MI_T("Sample_Pair"), false), 1);
    CHECK_NUMBER(count_class(&client, MI_T("Sample_Alert"), false), 1);
    CHECK_NUMBER(count_class(&client, MI_T("Test_Widget"), false), 1);
    Outcome outcome = get_class(&client, MI_T("Sample_Special"));
    const MI_Char *parent = NULL, *name_space = NULL;
    REQUIRE(outcome.class_);
    CHECK_RESULT(MI_Class_GetParentClassName(outcome.class_, &parent), MI_RESULT_OK);
    CHECK_TEXT(parent, "Sample_Thing");
    CHECK_RESULT(MI_Class_GetNameSpace(outcome.class_, &name_space), MI_RESULT_OK);
    CHECK_TEXT(name_space, NAMESPACE);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_query_brings_what_its_list_names) {
    Client client;
    use_sample();
    open_client(&client);
    Outcome outcome = query(&client, MI_T("WQL"), MI_T("SELECT Text FROM Sample_Number"));
    CHECK_NUMBER(outcome.count, 10);
    REQUIRE(outcome.instance);
    CHECK_TEXT(text_of(outcome.instance, MI_T("Text")), "number 0");
    CHECK(!has_element(outcome.instance, MI_T("Number")));
    CHECK_OK(outcome);
    outcome = query(&client, MI_T("CQL"), MI_T("SELECT * FROM Sample_Thing"));
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    outcome = query(&client, MI_T("WQL"), MI_T("SELECT * FROM Test_Widget"));
    CHECK_NUMBER(outcome.count, 3);
    CHECK_OK(outcome);
    close_client(&client);
}

TEST(a_condition_chooses_among_the_instances_of_a_module) {
    static const struct {
        const MI_Char *dialect, *query;
        unsigned count;
    } cases[] = {
        {MI_T("WQL"), MI_T("SELECT * FROM Sample_Number WHERE Number >= 3 AND 5 > Number"), 2},
        {MI_T("WQL"), MI_T("SELECT Text FROM Sample_Number WHERE Text LIKE '%[7-9]' AND NOT Number = 8"), 2},
        {MI_T("WQL"),
         MI_T("SELECT * FROM Sample_Number WHERE (Number = 1 OR Number = '2') AND __CLASS = 'sample_number'"),
         2},
        {MI_T("WQL"), MI_T("SELECT * FROM Sample_Number WHERE Text IS NULL OR Text = 'NUMBER 1'"), 0},
        {MI_T("CQL"),
         MI_T("SELECT n.Text AS t FROM Sample_Number n WHERE n.Text LIKE 'number .' AND n.Number <> 0"), 9},
        {MI_T("DMTF:CQL"), MI_T("SELECT * FROM Sample_Number WHERE Sample_Number ISA Sample_Number"), 10},
    };
    Client client;
    use_sample();
    open_client(&client);
    for (size_t index = 0; index < sizeof cases / sizeof *cases; index++) {
        Outcome outcome = query(&client, cases[index].dialect, cases[index].query);
        CHECK_OK(outcome);
        CHECK_NUMBER(outcome.count, cases[index].count);
    }
    close_client(&client);
}

TEST(a_query_that_can_not_be_run_says_why) {
    Client client;
    use_sample();
    open_client(&client);
    CHECK_FAILS(query(&client, MI_T("WQL"), MI_T("SELECT * FROM Sample_Thing\nWHERE Size = 'big'")),
                MI_RESULT_INVALID_QUERY, "at line 2, column 14, Size is of type uint32");
    CHECK_FAILS(query(&client, MI_T("WQL"), MI_T("SELECT * FROM Sample_Thing WHERE Weight = 1")),
                MI_RESULT_INVALID_QUERY, "at column 34, Sample_Thing has no property Weight");
    CHECK_FAILS(query(&client, MI_T("CQL"), MI_T("SELECT * FROM Sample_Thing ORDER BY Size")),
                MI_RESULT_NOT_SUPPORTED, "at column 28, for ORDER");
    CHECK_FAILS(query(&client, MI_T("SQL"), MI_T("SELECT * FROM Sample_Thing")),
                MI_RESULT_QUERY_LANGUAGE_NOT_SUPPORTED, "'SQL'");
    CHECK_FAILS(query(&client, MI_T("WQL"), MI_T("SELECT * Sample_Thing")), MI_RESULT_INVALID_QUERY,
                "at column 10, expected FROM, found 'Sample_Thing'");
    CHECK_FAILS(query(&client, MI_T("WQL"), MI_T("SELECT Weight FROM Sample_Thing")), MI_RESULT_INVALID_QUERY,
                "Weight");
    close_client(&client);
}

TEST(associations_are_asked_of_the_provider_of_the_association) {
    Client client;
    MI_Operation operation = MI_OPERATION_NULL;
    use_sample();
    open_client(&client);
    MI_Instance *thing = new_keyed(&client.application, MI_T("Sample_Thing"), MI_T("a"));
    static const struct {
        const MI_Char *association, *role, *result_role;
        unsigned count;
    } cases[] = {{NULL, NULL, NULL, 1},          {MI_T("Sample_Pair"), NULL, NULL, 1},
                 {NULL, MI_T("Left"), NULL, 1},  {NULL, MI_T("Right"), NULL, 0},
                 {NULL, NULL, MI_T("Right"), 1}, {MI_T("Sample_Pair"), NULL, MI_T("Left"), 0}};
    for (size_t index = 0; index < sizeof cases / sizeof *cases; index++) {
        MI_Session_AssociatorInstances(&client.session, 0, NULL, NAMESPACE, thing, cases[index].association,
                                       NULL, cases[index].role, cases[index].result_role, MI_FALSE, NULL,
                                       &operation);
        Outcome outcome = finish_instances(&operation);
        CHECK_NUMBER(outcome.count, cases[index].count);
        if (outcome.instance) {
            CHECK_TEXT(text_of(outcome.instance, MI_T("Id")), "b");
        }
        CHECK_OK(outcome);
    }
    MI_Session_ReferenceInstances(&client.session, 0, NULL, NAMESPACE, thing, MI_T("Sample_Pair"),
                                  MI_T("Left"), MI_FALSE, NULL, &operation);
    Outcome outcome = finish_instances(&operation);
    CHECK_NUMBER(outcome.count, 1);
    CHECK_OK(outcome);
    MI_Instance_Delete(thing);
    close_client(&client);
}

TEST(a_class_without_hosting_is_served_in_a_process_beside_this_one) {
    if (memory_is_checked()) {
        printf("skipped: a checker of memory knows no other process\n");
        return;
    }
    Client client;
    use_modules();
    install_sample();
    write_registration("sample",
                       "LIBRARY=sample\nCLASS=Sample_Thing\nHOSTING=no-such-user\nCLASS=Sample_Number\n");
    open_client(&client);
    check_size(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), 1);
    CHECK_NUMBER(logged("module load"), 1);
    /* On Windows it would take the password of any other user. */
#ifdef _WIN32
    MI_Result refused = MI_RESULT_NOT_SUPPORTED;
#else
    MI_Result refused = MI_RESULT_ACCESS_DENIED;
#endif
    CHECK_FAILS(enumerate_instances(&client, 0, MI_T("Sample_Number"), false), refused, "'no-such-user'");
    close_client(&client);
    CHECK_NUMBER(logged("module unload"), 1);
}

TEST(a_broken_file_keeps_no_other_from_being_used) {
    Client client;
    use_sample();
    write_registration("broken", "LIBRARY=sample\nCLASS=Sample_Lost\nHOSTING=@there@\n");
    open_client(&client);
    check_size(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), 1);
    CHECK_FAILS(get_thing(&client, MI_T("Sample_Lost"), MI_T("a")), MI_RESULT_FAILED,
                "broken.reg:3: expected @inproc@, @requestor@");
    close_client(&client);
}

TEST(a_library_that_is_not_there_is_looked_for_again_by_the_next_operation) {
    Client client;
    use_modules();
    write_registration("sample", SAMPLE_CLASSES);
    open_client(&client);
    CHECK_FAILS(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), MI_RESULT_FAILED,
                "libsample" LIBRARY_SUFFIX);
    install_sample();
    check_size(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), 1);
    close_client(&client);
}

TEST(a_module_that_refuses_to_load_is_asked_again_by_the_next_operation) {
    Client client;
    use_sample();
    refuse_to_load(true);
    open_client(&client);
    CHECK_FAILS(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), MI_RESULT_ACCESS_DENIED, "Sample_Thing");
    refuse_to_load(false);
    check_size(get_thing(&client, MI_T("Sample_Thing"), MI_T("a")), 1);
    CHECK_NUMBER(logged("module load"), 2);
    close_client(&client);
}

TEST(a_class_that_the_module_does_not_declare_says_so) {
    Client client;
    use_modules();
    install_sample();
    write_registration("sample", "LIBRARY=sample\nHOSTING=@inproc@\nCLASS=Sample_Absent\n");
    open_client(&client);
    CHECK_FAILS(get_thing(&client, MI_T("Sample_Absent"), MI_T("a")), MI_RESULT_INVALID_CLASS,
                "Sample_Absent");
    close_client(&client);
}

TEST(a_module_is_loaded_once_for_all_applications_and_unloaded_with_the_last) {
    Client first, second;
    use_sample();
    open_client(&first);
    open_client(&second);
    check_size(get_thing(&first, MI_T("Sample_Thing"), MI_T("a")), 1);
    check_size(get_thing(&second, MI_T("Sample_Thing"), MI_T("a")), 1);
    CHECK_NUMBER(logged("module load"), 1);
    close_client(&first);
    CHECK_NUMBER(logged("module unload"), 0);
    check_size(get_thing(&second, MI_T("Sample_Thing"), MI_T("a")), 1);
    close_client(&second);
    CHECK_NUMBER(logged("thing unload"), 1);
    CHECK_NUMBER(logged("module unload"), 1);
    open_client(&first);
    check_size(get_thing(&first, MI_T("Sample_Thing"), MI_T("a")), 1);
    CHECK_NUMBER(logged("module load"), 2);
    close_client(&first);
    CHECK_NUMBER(logged("module unload"), 2);
}

static void *get_first(void *argument) {
    check_size(get_thing(argument, MI_T("Sample_Thing"), MI_T("a")), 1);
    return NULL;
}

TEST(first_operations_from_many_threads_load_a_module_once) {
    Client client;
    pthread_t threads[8];
    use_sample();
    open_client(&client);
    for (size_t index = 0; index < 8; index++) {
        REQUIRE(pthread_create(&threads[index], NULL, get_first, &client) == 0);
    }
    for (size_t index = 0; index < 8; index++) {
        REQUIRE(pthread_join(threads[index], NULL) == 0);
    }
    CHECK_NUMBER(logged("module load"), 1);
    CHECK_NUMBER(logged("thing load"), 1);
    close_client(&client);
}
