/* Where a deserializer finds classes: in the text, among those that it is given, and through a callback. */

#include "codec.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const MI_Char *const formats[] = {XML, MOF};

/* An instance of Thing, and a class below it, in each format. */
static const char *const instances[] = {
    "<INSTANCE CLASSNAME=\"Thing\"><PROPERTY NAME=\"Id\" "
    "TYPE=\"string\"><VALUE>a</VALUE></PROPERTY></INSTANCE>",
    "instance of Thing { Id = \"a\"; };",
};
static const char *const subclasses[] = {
    "<CLASS NAME=\"Part\" SUPERCLASS=\"Thing\"><PROPERTY NAME=\"Size\" TYPE=\"uint32\"></PROPERTY></CLASS>",
    "class Part : Thing { uint32 Size; };",
};

#define THING "class Thing { [Key] string Id; uint8 Level = 7; };"

/* What the callback is to do, and what it saw. */
typedef struct Asked {
    MI_Class *answer;
    MI_Result result;
    bool hand_over;
    unsigned count;
    pthread_t thread;
    MI_Char server[32], name_space[32], class_name[32];
} Asked;

static void keep(MI_Char *place, const MI_Char *text) {
    text_copy(place, text ? text : MI_T("NULL"));
}

static MI_Result MI_CALL answer(void *context, const MI_Char *server, const MI_Char *name_space,
                                const MI_Char *class_name, MI_Class **class_) {
    Asked *asked = context;
    asked->count++;
    asked->thread = pthread_self();
    keep(asked->server, server);
    keep(asked->name_space, name_space);
    keep(asked->class_name, class_name);
    CHECK(*class_ == NULL);
    if (asked->answer && asked->hand_over) {
        CHECK_RESULT(MI_Class_Clone(asked->answer, class_), MI_RESULT_OK);
    } else {
        *class_ = asked->answer;
    }
    return asked->result;
}

static Asked asking(int format, MI_Class *class_, MI_Result result) {
    Asked asked;
    memset(&asked, 0, sizeof asked);
    asked.answer = class_;
    asked.result = result;
    /* The MOF deserializer ends the hold on what it is given, and the one of CIM-XML does not. */
    asked.hand_over = format == 1;
    return asked;
}

static MI_Result read_with(Codec *codec, const char *text, Asked *asked, MI_Instance **instance,
                           MI_Instance **details) {
    return MI_Deserializer_DeserializeInstance(&codec->deserializer, 0, (MI_Uint8 *)text,
                                               (MI_Uint32)strlen(text), NULL, 0, answer, asked, NULL,
                                               instance, details);
}

/* ---- Given classes ---- */

TEST(an_instance_of_a_given_class_has_all_its_properties) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING);
        MI_Instance *instance = read_instance(&codec, instances[format], thing);
        MI_Uint32 count = 0;
        CHECK_RESULT(MI_Instance_GetElementCount(instance, &count), MI_RESULT_OK);
        CHECK_NUMBER(count, 2);
        CHECK_TEXT(text_of(instance, MI_T("Id")), "a");
        CHECK(has_element(instance, MI_T("Level")));
        MI_Instance_Delete(instance);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(an_instance_keeps_its_class_alive) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING), *found = NULL;
        MI_Instance *instance = read_instance(&codec, instances[format], thing);
        MI_Class_Delete(thing);
        CHECK_RESULT(MI_Instance_GetClass(instance, &found), MI_RESULT_OK);
        const MI_Char *name = NULL;
        CHECK_RESULT(MI_Class_GetClassName(found, &name), MI_RESULT_OK);
        CHECK_TEXT(name, "Thing");
        MI_Class_Delete(found);
        MI_Instance_Delete(instance);
        close_codec(&codec);
    }
}

TEST(given_classes_may_be_null_and_come_in_any_order_and_case) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *other = class_of_mof("class Other {};"),
                 *thing = class_of_mof("class THING { string ID; };");
        MI_Class *classes[] = {NULL, other, NULL, thing};
        MI_Instance *instance = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(
                         &codec.deserializer, 0, (MI_Uint8 *)instances[format],
                         (MI_Uint32)strlen(instances[format]), classes, 4, NULL, NULL, NULL, &instance, NULL),
                     MI_RESULT_OK);
        REQUIRE(instance);
        CHECK_TEXT(text_of(instance, MI_T("Id")), "a");
        MI_Instance_Delete(instance);
        MI_Class_Delete(other);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(of_many_given_classes_the_right_one_is_found) {
    enum { COUNT = 40 };
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *classes[COUNT];
        for (int index = 0; index < COUNT; index++) {
            char mof[64];
            sprintf(mof, "class Other%d { string A%d; };", index, index);
            classes[index] = index == 33 ? class_of_mof(THING) : class_of_mof(mof);
        }
        MI_Instance *instance = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0,
                                                         (MI_Uint8 *)instances[format],
                                                         (MI_Uint32)strlen(instances[format]), classes, COUNT,
                                                         NULL, NULL, NULL, &instance, NULL),
                     MI_RESULT_OK);
        REQUIRE(instance);
        CHECK(has_element(instance, MI_T("Level")));
        MI_Instance_Delete(instance);
        for (int index = 0; index < COUNT; index++) {
            MI_Class_Delete(classes[index]);
        }
        close_codec(&codec);
    }
}

TEST(a_class_is_read_on_its_parent) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING);
        MI_Class *part = read_class(&codec, subclasses[format], thing), *above = NULL;
        const MI_Char *name = NULL;
        MI_Uint32 count = 0;
        CHECK_RESULT(MI_Class_GetParentClassName(part, &name), MI_RESULT_OK);
        CHECK_TEXT(name, "Thing");
        CHECK_RESULT(MI_Class_GetElementCount(part, &count), MI_RESULT_OK);
        CHECK_NUMBER(count, 3);
        CHECK_RESULT(MI_Class_GetParentClass(part, &above), MI_RESULT_OK);
        MI_Class_Delete(above);
        MI_Class_Delete(part);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(a_class_belongs_where_its_reader_says) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING), *part = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec.deserializer, 0, (MI_Uint8 *)subclasses[format],
                                                      (MI_Uint32)strlen(subclasses[format]), thing,
                                                      MI_T("server"), MI_T("root/parts"), NULL, NULL, NULL,
                                                      &part, NULL),
                     MI_RESULT_OK);
        REQUIRE(part);
        const MI_Char *name = NULL;
        CHECK_RESULT(MI_Class_GetNameSpace(part, &name), MI_RESULT_OK);
        CHECK_TEXT(name, "root/parts");
        CHECK_RESULT(MI_Class_GetServerName(part, &name), MI_RESULT_OK);
        CHECK_TEXT(name, "server");
        MI_Class_Delete(part);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(a_class_without_its_parent_is_refused) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        CHECK_UNREAD_CLASS(&codec, subclasses[format], MI_RESULT_INVALID_SUPERCLASS, "Thing");
        close_codec(&codec);
    }
}

/* ---- The callback ---- */

TEST(a_class_that_is_not_given_is_asked_for_on_the_callers_thread) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING);
        Asked asked = asking(format, thing, MI_RESULT_OK);
        MI_Instance *instance = NULL;
        CHECK_RESULT(read_with(&codec, instances[format], &asked, &instance, NULL), MI_RESULT_OK);
        REQUIRE(instance);
        CHECK(has_element(instance, MI_T("Level")));
        CHECK_NUMBER(asked.count, 1);
        CHECK(pthread_equal(asked.thread, pthread_self()));
        CHECK_TEXT(asked.class_name, "Thing");
        CHECK_TEXT(asked.name_space, "NULL");
        CHECK_TEXT(asked.server, "NULL");
        MI_Instance_Delete(instance);
        /* The class is still its owner's: a checker of memory sees if it was ended twice, or never. */
        const MI_Char *name = NULL;
        CHECK_RESULT(MI_Class_GetClassName(thing, &name), MI_RESULT_OK);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(a_superclass_is_asked_for_with_namespace_and_server) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING), *part = NULL;
        Asked asked = asking(format, thing, MI_RESULT_OK);
        CHECK_RESULT(MI_Deserializer_DeserializeClass(&codec.deserializer, 0, (MI_Uint8 *)subclasses[format],
                                                      (MI_Uint32)strlen(subclasses[format]), NULL,
                                                      MI_T("server"), MI_T("root/parts"), answer, &asked,
                                                      NULL, &part, NULL),
                     MI_RESULT_OK);
        CHECK_NUMBER(asked.count, 1);
        CHECK_TEXT(asked.class_name, "Thing");
        CHECK_TEXT(asked.name_space, "root/parts");
        CHECK_TEXT(asked.server, "server");
        MI_Class_Delete(part);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(what_is_given_is_not_asked_for) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING);
        Asked asked = asking(format, thing, MI_RESULT_OK);
        MI_Instance *instance = NULL;
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0,
                                                         (MI_Uint8 *)instances[format],
                                                         (MI_Uint32)strlen(instances[format]), &thing, 1,
                                                         answer, &asked, NULL, &instance, NULL),
                     MI_RESULT_OK);
        CHECK_NUMBER(asked.count, 0);
        MI_Instance_Delete(instance);
        MI_Class_Delete(thing);
        close_codec(&codec);
    }
}

TEST(a_class_that_the_callback_does_not_know_is_unknown) {
    static const MI_Result results[] = {MI_RESULT_OK, MI_RESULT_NOT_FOUND, MI_RESULT_INVALID_CLASS};
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        for (int index = 0; index < 3; index++) {
            Asked asked = asking(format, NULL, results[index]);
            MI_Instance *instance = NULL, *details = NULL;
            CHECK_RESULT(read_with(&codec, instances[format], &asked, &instance, &details),
                         MI_RESULT_INVALID_CLASS);
            CHECK(instance == NULL);
            CHECK_ERROR(details, MI_RESULT_INVALID_CLASS, "Thing");
        }
        close_codec(&codec);
    }
}

TEST(a_class_of_another_name_is_not_the_one_that_was_asked_for) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *other = class_of_mof("class Other { string Id; };");
        Asked asked = asking(format, other, MI_RESULT_OK);
        MI_Instance *instance = NULL, *details = NULL;
        CHECK_RESULT(read_with(&codec, instances[format], &asked, &instance, &details),
                     MI_RESULT_INVALID_CLASS);
        CHECK_ERROR(details, MI_RESULT_INVALID_CLASS, "Thing");
        MI_Class_Delete(other);
        close_codec(&codec);
    }
}

TEST(an_error_of_the_callback_is_the_result) {
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        Asked asked = asking(format, NULL, MI_RESULT_ACCESS_DENIED);
        MI_Instance *instance = NULL, *details = NULL;
        CHECK_RESULT(read_with(&codec, instances[format], &asked, &instance, &details),
                     MI_RESULT_ACCESS_DENIED);
        CHECK(instance == NULL);
        CHECK_ERROR(details, MI_RESULT_ACCESS_DENIED, "classObjectNeeded was asked for the class Thing");
        close_codec(&codec);
    }
}

TEST(classes_of_embedded_instances_are_asked_for_too) {
    static const char *const texts[] = {
        "<INSTANCE CLASSNAME=\"Box\"><PROPERTY NAME=\"Content\" TYPE=\"string\" "
        "EmbeddedObject=\"instance\"><VALUE>"
        "&lt;INSTANCE CLASSNAME=&quot;Thing&quot;&gt;&lt;PROPERTY NAME=&quot;Id&quot; "
        "TYPE=&quot;string&quot;&gt;"
        "&lt;VALUE&gt;a&lt;/VALUE&gt;&lt;/PROPERTY&gt;&lt;/INSTANCE&gt;</VALUE></PROPERTY></INSTANCE>",
        "instance of Box { Content = instance of Thing { Id = \"a\"; }; };",
    };
    for (int format = 0; format < 2; format++) {
        Codec codec;
        open_codec(&codec, formats[format]);
        MI_Class *thing = class_of_mof(THING);
        MI_Class *box = class_of_mof("class Box { [EmbeddedObject] string Content; };");
        Asked asked = asking(format, thing, MI_RESULT_OK);
        MI_Instance *instance = NULL;
        MI_Value value;
        CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)texts[format],
                                                         (MI_Uint32)strlen(texts[format]), &box, 1, answer,
                                                         &asked, NULL, &instance, NULL),
                     MI_RESULT_OK);
        REQUIRE(instance);
        CHECK_NUMBER(asked.count, 1);
        CHECK_RESULT(MI_Instance_GetElement(instance, MI_T("Content"), &value, NULL, NULL, NULL),
                     MI_RESULT_OK);
        CHECK(has_element(value.instance, MI_T("Level")));
        MI_Instance_Delete(instance);
        MI_Class_Delete(thing);
        MI_Class_Delete(box);
        close_codec(&codec);
    }
}

TEST(an_instance_of_xml_needs_no_class_where_nobody_knows_any) {
    Codec codec;
    open_codec(&codec, XML);
    MI_Instance *instance = read_instance(&codec, instances[0], NULL);
    CHECK_TEXT(text_of(instance, MI_T("Id")), "a");
    CHECK(!has_element(instance, MI_T("Level")));
    MI_Instance_Delete(instance);
    close_codec(&codec);
}

TEST(however_many_classes_a_text_names_each_is_asked_for_once) {
    const unsigned names = 20000;
    Codec codec;
    open_codec(&codec, XML);
    MI_Class *known = class_of_mof("class Holder { Holder REF All[]; };");
    char *text = malloc(2 * names * 100);
    int length =
        sprintf(text, "<INSTANCE CLASSNAME=\"Holder\"><PROPERTY.REFARRAY NAME=\"All\"><VALUE.REFARRAY>");
    for (unsigned number = 0; number < 2 * names; number++)
        length +=
            sprintf(text + length, "<VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"%c%u\"/></VALUE.REFERENCE>",
                    number < names ? 'A' : 'a', number % names);
    length += sprintf(text + length, "</VALUE.REFARRAY></PROPERTY.REFARRAY></INSTANCE>");
    Asked asked = asking(0, NULL, MI_RESULT_NOT_FOUND);
    MI_Uint32 read = 0;
    MI_Instance *instance = NULL;
    CHECK_RESULT(MI_Deserializer_DeserializeInstance(&codec.deserializer, 0, (MI_Uint8 *)text,
                                                     (MI_Uint32)length, &known, 1, answer, &asked, &read,
                                                     &instance, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(asked.count, names);
    MI_Instance_Delete(instance);
    MI_Class_Delete(known);
    free(text);
    close_codec(&codec);
}
