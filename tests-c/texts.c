/* Texts that are not valid Unicode: a client gets back what it gave as long as it stays in memory, and is
 * told of it where it would become Unicode. docs/texts.md says what happens where. */

#include "fixture.h"
#include "wrong.h"

#include <stdlib.h>
#include <string.h>

WITH_REPOSITORY;

/* Runs its block with each text of this width that is not valid Unicode. */
#define FOR_EACH_WRONG(wrong)                                                                                \
    Wrong wrong;                                                                                             \
    for (unsigned number_##wrong = 0; wrong_text(number_##wrong, &wrong); number_##wrong++)

/* Whether two texts are the same units. */
static bool is_same(const MI_Char *actual, const MI_Char *expected) {
    return actual && text_compare(actual, expected) == 0;
}

static void add_value(MI_Instance *instance, const MI_Char *name, MI_Type type, const MI_Value *value) {
    REQUIRE_RESULT(MI_Instance_AddElement(instance, name, value, type, 0), MI_RESULT_OK);
}

/* An instance of Test_Everything with this text in it. */
static MI_Instance *with_text(Client *client, const MI_Char *text) {
    MI_Instance *instance = new_keyed(&client->application, MI_T("Test_Everything"), MI_T("x"));
    add_text(instance, MI_T("String"), text);
    return instance;
}

/* The same with it as the second of two texts. */
static MI_Instance *with_array(Client *client, const MI_Char *text) {
    MI_Instance *instance = new_keyed(&client->application, MI_T("Test_Everything"), MI_T("x"));
    MI_Char *texts[] = {(MI_Char *)MI_T("fine"), (MI_Char *)text};
    MI_Value value;
    value.stringa.data = texts;
    value.stringa.size = 2;
    add_value(instance, MI_T("StringA"), MI_STRINGA, &value);
    return instance;
}

/* The same with it in an instance that lies in it. */
static MI_Instance *with_inner(Client *client, const MI_Char *text) {
    MI_Instance *instance = new_keyed(&client->application, MI_T("Test_Everything"), MI_T("x"));
    MI_Instance *inner = new_keyed(&client->application, MI_T("Test_Widget"), text);
    MI_Value value;
    value.instance = inner;
    add_value(instance, MI_T("Instance"), MI_INSTANCE, &value);
    MI_Instance_Delete(inner);
    return instance;
}

typedef MI_Instance *(*Holding)(Client *client, const MI_Char *text);

static const struct {
    Holding make;
    const char *element; /* as errors name it */
} holdings[] = {{with_text, "'String'"}, {with_array, "'StringA[1]'"}, {with_inner, "'Instance.Id'"}};
enum { HOLDINGS = sizeof holdings / sizeof *holdings };

TEST(an_instance_keeps_the_units_that_it_was_given) {
    Client client;
    open_client(&client);
    FOR_EACH_WRONG(wrong) {
        MI_Instance *instance = with_text(&client, wrong.text), *copy = NULL;
        CHECK(is_same(text_of(instance, MI_T("String")), wrong.text));
        MI_Value value;
        value.string = wrong.text;
        CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
        CHECK(is_same(text_of(instance, MI_T("Id")), wrong.text));
        CHECK_RESULT(MI_Instance_SetNameSpace(instance, wrong.text), MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_SetServerName(instance, wrong.text), MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_Clone(instance, &copy), MI_RESULT_OK);
        MI_Instance_Delete(instance);
        const MI_Char *name = NULL;
        CHECK_RESULT(MI_Instance_GetNameSpace(copy, &name), MI_RESULT_OK);
        CHECK(is_same(name, wrong.text));
        CHECK_RESULT(MI_Instance_GetServerName(copy, &name), MI_RESULT_OK);
        CHECK(is_same(name, wrong.text));
        CHECK(is_same(text_of(copy, MI_T("String")), wrong.text));
        MI_Instance_Delete(copy);

        MI_Instance *array = with_array(&client, wrong.text);
        CHECK_RESULT(MI_Instance_GetElement(array, MI_T("StringA"), &value, NULL, NULL, NULL), MI_RESULT_OK);
        CHECK(is_same(value.stringa.data[1], wrong.text));
        MI_Instance_Delete(array);
    }
    close_client(&client);
}

TEST(options_keep_the_units_that_they_were_given) {
    Client client;
    open_client(&client);
    FOR_EACH_WRONG(wrong) {
        MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
        REQUIRE_RESULT(MI_Application_NewOperationOptions(&client.application, MI_FALSE, &options),
                       MI_RESULT_OK);
        MI_Value value;
        MI_Type type = MI_BOOLEAN;
        value.string = wrong.text;
        CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, MI_T("Mine"), MI_STRING, &value, MI_FALSE),
                     MI_RESULT_OK);
        memset(&value, 0, sizeof value);
        CHECK_RESULT(MI_OperationOptions_GetOption(&options, MI_T("Mine"), &value, &type, NULL, NULL),
                     MI_RESULT_OK);
        CHECK(is_same(value.string, wrong.text));
        /* A name is ASCII. */
        CHECK_RESULT(MI_OperationOptions_SetCustomOption(&options, wrong.text, MI_STRING, &value, MI_FALSE),
                     MI_RESULT_INVALID_PARAMETER);
        MI_OperationOptions_Delete(&options);
    }
    close_client(&client);
}

TEST(what_is_not_unicode_is_not_stored_and_the_error_names_element_and_unit) {
    Client client;
    open_client(&client);
    MI_Instance *fine = with_text(&client, MI_T("fine"));
    CHECK_OK(create_instance(&client, fine));
    FOR_EACH_WRONG(wrong) {
        for (unsigned i = 0; i < HOLDINGS; i++) {
            MI_Instance *instance = holdings[i].make(&client, wrong.text);
            Outcome changed = modify_instance(&client, instance);
            CHECK_CONTAINS(changed.message, holdings[i].element);
            CHECK_FAILS(changed, MI_RESULT_INVALID_PARAMETER, wrong.unit);
            MI_Value value;
            value.string = (MI_Char *)MI_T("new");
            CHECK_RESULT(MI_Instance_SetElement(instance, MI_T("Id"), &value, MI_STRING, 0), MI_RESULT_OK);
            Outcome created = create_instance(&client, instance);
            CHECK_CONTAINS(created.message, holdings[i].element);
            CHECK_FAILS(created, MI_RESULT_INVALID_PARAMETER, wrong.unit);
            CHECK_FAILS(get_instance(&client, instance), MI_RESULT_NOT_FOUND, NULL);
            MI_Instance_Delete(instance);
        }
    }
    Outcome stored = get_instance(&client, fine);
    CHECK_TEXT(text_of(stored.instance, MI_T("String")), MI_T("fine"));
    CHECK_OK(stored);
    MI_Instance_Delete(fine);
    close_client(&client);
}

TEST(no_instance_has_a_key_that_is_not_unicode) {
    Client client;
    open_client(&client);
    FOR_EACH_WRONG(wrong) {
        MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Widget"), wrong.text);
        CHECK_FAILS(create_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, wrong.unit);
        CHECK_FAILS(get_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, wrong.unit);
        CHECK_FAILS(modify_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, wrong.unit);
        CHECK_FAILS(delete_instance(&client, instance), MI_RESULT_INVALID_PARAMETER, wrong.unit);
        MI_Instance_Delete(instance);
    }
    close_client(&client);
}

TEST(names_that_are_not_unicode_are_refused) {
    Client client;
    open_client(&client);
    FOR_EACH_WRONG(wrong) {
        MI_Instance *instance = NULL;
        CHECK_RESULT(MI_Application_NewInstance(&client.application, wrong.text, NULL, &instance),
                     MI_RESULT_INVALID_PARAMETER);
        MI_Value value;
        value.uint32 = 1;
        instance = new_instance(&client.application, MI_T("Test_Widget"));
        CHECK_RESULT(MI_Instance_AddElement(instance, wrong.text, &value, MI_UINT32, 0),
                     MI_RESULT_INVALID_PARAMETER);
        MI_Instance_Delete(instance);
        CHECK_FAILS(get_class(&client, wrong.text), MI_RESULT_INVALID_PARAMETER, "name of a class");
        CHECK_FAILS(enumerate_instances(&client, 0, wrong.text, false), MI_RESULT_INVALID_PARAMETER,
                    "name of a class");
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_EnumerateInstances(&client.session, 0, NULL, wrong.text, MI_T("Test_Widget"), MI_FALSE,
                                      NULL, &operation);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_NAMESPACE, wrong.unit);
    }
    close_client(&client);
}

TEST(queries_that_are_not_unicode_are_refused) {
    Client client;
    open_client(&client);
    FOR_EACH_WRONG(wrong) {
        static const MI_Char start[] = MI_T("SELECT * FROM Test_Widget WHERE Id = '");
        MI_Char query[128];
        text_copy(query, start);
        text_copy(query + text_length(query), wrong.text);
        text_copy(query + text_length(query), MI_T("'"));
        MI_Operation operation = MI_OPERATION_NULL;
        MI_Session_QueryInstances(&client.session, 0, NULL, NAMESPACE, MI_T("WQL"), query, NULL, &operation);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_PARAMETER, "not valid Unicode");
        MI_Session_QueryInstances(&client.session, 0, NULL, NAMESPACE, wrong.text,
                                  MI_T("SELECT * FROM Test_Widget"), NULL, &operation);
        CHECK_FAILS(finish_instances(&operation), MI_RESULT_INVALID_PARAMETER, wrong.unit);
    }
    close_client(&client);
}

TEST(destinations_and_protocols_that_are_not_unicode_are_refused) {
    MI_Application application = open_application();
    FOR_EACH_WRONG(wrong) {
        const MI_Char *names[][2] = {{wrong.text, NULL}, {NULL, wrong.text}};
        for (unsigned i = 0; i < 2; i++) {
            MI_Session session = MI_SESSION_NULL;
            MI_Instance *details = NULL;
            CHECK_RESULT(MI_Application_NewSession(&application, names[i][0], names[i][1], NULL, NULL,
                                                   &details, &session),
                         MI_RESULT_INVALID_PARAMETER);
            if (check_details_at(__FILE__, __LINE__, details, MI_RESULT_INVALID_PARAMETER, wrong.unit)) {
                MI_Instance_Delete(details);
            }
        }
    }
    MI_Application_Close(&application);
}

TEST(what_is_not_unicode_is_not_serialized) {
    Client client;
    open_client(&client);
    const MI_Char *formats[] = {MI_T("MI_XML"), MI_T("MI_MOF_CIMV2_EXTV1")};
    for (unsigned format = 0; format < 2; format++) {
        MI_Serializer serializer;
        REQUIRE_RESULT(
            MI_Application_NewSerializer(&client.application, 0, (MI_Char *)formats[format], &serializer),
            MI_RESULT_OK);
        FOR_EACH_WRONG(wrong) {
            for (unsigned i = 0; i < HOLDINGS; i++) {
                MI_Instance *instance = holdings[i].make(&client, wrong.text);
                MI_Uint8 buffer[4096];
                MI_Uint32 used = 0;
                CHECK_RESULT(MI_Serializer_SerializeInstance(&serializer, 0, instance, buffer,
                                                             (MI_Uint32)sizeof buffer, &used),
                             MI_RESULT_INVALID_PARAMETER);
                MI_Instance_Delete(instance);
            }
        }
        CHECK_RESULT(MI_Serializer_Close(&serializer), MI_RESULT_OK);
    }
    close_client(&client);
}

TEST(errors_show_a_mark_in_the_place_of_what_is_not_unicode) {
    Client client;
    open_client(&client);
    FOR_EACH_WRONG(wrong) {
        Outcome outcome = get_class(&client, wrong.text);
        /* U+FFFD behind the A. */
        CHECK_CONTAINS(outcome.message, "'A\xef\xbf\xbd");
        CHECK_FAILS(outcome, MI_RESULT_INVALID_PARAMETER, NULL);
    }
    close_client(&client);
}

/* Characters of one to four bytes, a mark of the order of bytes first, and noncharacters. */
static const char fine[] =
    "\xef\xbb\xbf"
    "a\x7f\xc3\xa9\xe2\x82\xac\xf0\x9d\x84\x9e\xf4\x8f\xbf\xbf\xef\xbf\xbe\xef\xb7\x90";

TEST(every_character_is_stored_and_given_back) {
    Client client;
    open_client(&client);
    MI_Char *text = text_from(fine);
    MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Everything"), text);
    add_text(instance, MI_T("String"), text);
    CHECK_OK(create_instance(&client, instance));
    Outcome stored = get_instance(&client, instance);
    CHECK(is_same(text_of(stored.instance, MI_T("Id")), text));
    CHECK(is_same(text_of(stored.instance, MI_T("String")), text));
    CHECK_OK(stored);
    MI_Instance_Delete(instance);
    free(text);
    close_client(&client);
}

TEST(a_char16_is_any_number_of_16_bits) {
    Client client;
    open_client(&client);
    static const MI_Char16 units[] = {0, 1, 'A', 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfeff, 0xfffe, 0xffff};
    enum { COUNT = sizeof units / sizeof *units };
    for (unsigned i = 0; i < COUNT; i++) {
        MI_Instance *instance = new_keyed(&client.application, MI_T("Test_Everything"), MI_T("x"));
        MI_Value value;
        memset(&value, 0, sizeof value);
        value.char16 = units[i];
        add_value(instance, MI_T("Char16"), MI_CHAR16, &value);
        value.char16a.data = (MI_Char16 *)units;
        value.char16a.size = COUNT;
        add_value(instance, MI_T("Char16A"), MI_CHAR16A, &value);
        CHECK_OK(create_instance(&client, instance));
        Outcome stored = get_instance(&client, instance);
        REQUIRE_RESULT(stored.result, MI_RESULT_OK);
        CHECK_RESULT(MI_Instance_GetElement(stored.instance, MI_T("Char16"), &value, NULL, NULL, NULL),
                     MI_RESULT_OK);
        CHECK_NUMBER(value.char16, units[i]);
        CHECK_RESULT(MI_Instance_GetElement(stored.instance, MI_T("Char16A"), &value, NULL, NULL, NULL),
                     MI_RESULT_OK);
        CHECK_NUMBER(value.char16a.size, COUNT);
        CHECK(memcmp(value.char16a.data, units, sizeof units) == 0);
        CHECK_OK(stored);
        CHECK_OK(delete_instance(&client, instance));
        MI_Instance_Delete(instance);
    }
    close_client(&client);
}
