/* All objects of MOF at once: the functions that micodec.h finds through a deserializer's handle. */

#include "codec.h"

#include <micodec.h>
#include <string.h>

/* What an array function is asked, and what it gave. */
typedef struct Reading {
    MI_OperationOptions *options;
    MI_DeserializerCallbacks callbacks;
    MI_ClassA *known;
    const MI_Char *server, *name_space;
    MI_Result result;
    MI_Uint32 read;
    MI_ClassA *classes;
    MI_InstanceA *instances;
    MI_Instance *details;
} Reading;

static void read_classes(Codec *codec, const char *text, Reading *reading) {
    reading->classes = (MI_ClassA *)reading;
    reading->result = MI_Deserializer_DeserializeClassArray(
        &codec->deserializer, 0, reading->options, &reading->callbacks, (MI_Uint8 *)text,
        (MI_Uint32)strlen(text), reading->known, reading->server, reading->name_space, &reading->read,
        &reading->classes, &reading->details);
}

static void read_instances(Codec *codec, const char *text, Reading *reading) {
    reading->instances = (MI_InstanceA *)reading;
    reading->result = MI_Deserializer_DeserializeInstanceArray(
        &codec->deserializer, 0, reading->options, &reading->callbacks, (MI_Uint8 *)text,
        (MI_Uint32)strlen(text), reading->known, &reading->read, &reading->instances, &reading->details);
}

#define READING                                                                                              \
    { 0 }

static const MI_Char *name_of_class(const MI_Class *class_) {
    const MI_Char *name = NULL;
    REQUIRE(class_);
    REQUIRE_RESULT(MI_Class_GetClassName(class_, &name), MI_RESULT_OK);
    return name;
}

TEST(all_classes_are_read_superclasses_first) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    const char *text = "class B : A { uint8 Size; };\nclass A { string Id; };";
    reading.server = MI_T("server");
    reading.name_space = MI_T("root/here");
    read_classes(&codec, text, &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK(reading.details == NULL);
    CHECK_NUMBER(reading.read, strlen(text));
    REQUIRE_NUMBER(reading.classes->size, 2);
    CHECK_TEXT(name_of_class(reading.classes->data[0]), "A");
    CHECK_TEXT(name_of_class(reading.classes->data[1]), "B");
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_Class_GetNameSpace(reading.classes->data[1], &name), MI_RESULT_OK);
    CHECK_TEXT(name, "root/here");
    CHECK_RESULT(MI_Class_GetServerName(reading.classes->data[1], &name), MI_RESULT_OK);
    CHECK_TEXT(name, "server");
    MI_Deserializer_ReleaseClassArray(reading.classes);
    close_codec(&codec);
}

TEST(all_instances_are_read_in_their_order) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    const char *text = "class A { [Key] string Id; };\ninstance of A { Id = \"a\"; };\n"
                       "instance of A { Id = \"b\"; };\ninstance of A { Id = \"c\"; };";
    read_instances(&codec, text, &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(reading.read, strlen(text));
    REQUIRE_NUMBER(reading.instances->size, 3);
    CHECK_TEXT(text_of(reading.instances->data[0], MI_T("Id")), "a");
    CHECK_TEXT(text_of(reading.instances->data[2], MI_T("Id")), "c");
    MI_Deserializer_ReleaseInstanceArray(reading.instances);
    close_codec(&codec);
}

TEST(an_instance_that_is_a_value_of_another_is_not_in_the_array) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    read_instances(&codec,
                   "class A { string Id; }; class Box { [EmbeddedInstance(\"A\")] string Content; };\n"
                   "instance of A as $Alias00000001 { Id = \"a\"; };\n"
                   "instance of Box { Content = $Alias00000001; };",
                   &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    REQUIRE_NUMBER(reading.instances->size, 1);
    CHECK(has_element(reading.instances->data[0], MI_T("Content")));
    MI_Deserializer_ReleaseInstanceArray(reading.instances);
    close_codec(&codec);
}

TEST(an_array_of_nothing_is_empty) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    read_classes(&codec, "// nothing", &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(reading.classes->size, 0);
    MI_Deserializer_ReleaseClassArray(reading.classes);
    read_instances(&codec, "class A {};", &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(reading.instances->size, 0);
    MI_Deserializer_ReleaseInstanceArray(reading.instances);
    close_codec(&codec);
}

TEST(an_object_that_is_taken_out_of_an_array_outlives_it) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    read_instances(&codec, "class A { string Id; }; instance of A { Id = \"a\"; }; instance of A { };",
                   &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    MI_Instance *taken = reading.instances->data[0];
    reading.instances->data[0] = NULL;
    MI_Deserializer_ReleaseInstanceArray(reading.instances);
    CHECK_TEXT(text_of(taken, MI_T("Id")), "a");
    MI_Instance_Delete(taken);
    read_classes(&codec, "class A { string Id; }; class B {};", &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    MI_Class *class_ = reading.classes->data[1];
    reading.classes->data[1] = NULL;
    MI_Deserializer_ReleaseClassArray(reading.classes);
    CHECK_TEXT(name_of_class(class_), "B");
    MI_Class_Delete(class_);
    close_codec(&codec);
}

TEST(arguments_of_the_array_functions_are_checked) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Uint8 *text = (MI_Uint8 *)"class A {};";
    MI_Instance *details = NULL;
    MI_ClassA *classes = NULL;
    MI_InstanceA *instances = NULL;
    CHECK_RESULT(MI_Deserializer_DeserializeClassArray(&codec.deserializer, 1, NULL, NULL, text, 11, NULL,
                                                       NULL, NULL, NULL, &classes, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "0x1 was given");
    CHECK_RESULT(MI_Deserializer_DeserializeClassArray(&codec.deserializer, 0, NULL, NULL, NULL, 11, NULL,
                                                       NULL, NULL, NULL, &classes, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "serializedBuffer is NULL");
    CHECK_RESULT(MI_Deserializer_DeserializeClassArray(&codec.deserializer, 0, NULL, NULL, text, 3, NULL,
                                                       NULL, NULL, NULL, &classes, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "52428800 bytes");
    CHECK_RESULT(MI_Deserializer_DeserializeClassArray(&codec.deserializer, 0, NULL, NULL, text, 11, NULL,
                                                       NULL, NULL, NULL, NULL, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "classObjects is NULL");
    CHECK_RESULT(MI_Deserializer_DeserializeInstanceArray(&codec.deserializer, 0, NULL, NULL, text, 11, NULL,
                                                          NULL, NULL, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "instanceObjects is NULL");
    CHECK_RESULT(MI_Deserializer_DeserializeInstanceArray(&codec.deserializer, 0, NULL, NULL, text, 11, NULL,
                                                          NULL, &instances, NULL),
                 MI_RESULT_OK);
    MI_Deserializer_ReleaseInstanceArray(instances);
    close_codec(&codec);
}

TEST(a_closed_copy_of_a_deserializer_reads_no_arrays) {
    Codec codec;
    open_codec(&codec, MOF);
    MI_Deserializer copy = codec.deserializer;
    MI_InstanceA *instances = NULL;
    MI_Instance *details = NULL;
    REQUIRE_RESULT(MI_Deserializer_Close(&codec.deserializer), MI_RESULT_OK);
    /* The inline follows the handle to its table without asking. */
    CHECK_RESULT(MI_Deserializer_DeserializeInstanceArray(&copy, 0, NULL, NULL, (MI_Uint8 *)"class A {};", 11,
                                                          NULL, NULL, &instances, &details),
                 MI_RESULT_INVALID_PARAMETER);
    CHECK(instances == NULL);
    CHECK_ERROR(details, MI_RESULT_INVALID_PARAMETER, "The deserializer is closed");
    REQUIRE_RESULT(MI_Application_NewDeserializer(&codec.application, 0, (MI_Char *)MOF, &codec.deserializer),
                   MI_RESULT_OK);
    close_codec(&codec);
}

TEST(arrays_are_read_from_mof_alone) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, XML);
    read_instances(&codec, "<INSTANCE CLASSNAME=\"A\"/>", &reading);
    CHECK_RESULT(reading.result, MI_RESULT_INVALID_PARAMETER);
    CHECK(reading.instances == NULL);
    read_classes(&codec, "<CLASS NAME=\"A\"/>", &reading);
    CHECK_RESULT(reading.result, MI_RESULT_INVALID_PARAMETER);
    CHECK(reading.classes == NULL);
    close_codec(&codec);
}

/* ---- Options ---- */

static MI_OperationOptions validation(Codec *codec, const MI_Char *value) {
    MI_OperationOptions options = MI_OPERATIONOPTIONS_NULL;
    REQUIRE_RESULT(MI_Application_NewOperationOptions(&codec->application, MI_FALSE, &options), MI_RESULT_OK);
    REQUIRE_RESULT(MI_OperationOptions_SetString(&options, MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME, value, 0),
                   MI_RESULT_OK);
    return options;
}

static void ignore_property(MI_OperationOptions *options, const MI_Char *name) {
    MI_Value value;
    MI_Char *names[] = {MI_T("Unrelated"), (MI_Char *)name};
    value.stringa.data = names;
    value.stringa.size = 2;
    REQUIRE_RESULT(MI_OperationOptions_SetCustomOption(options,
                                                       MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST,
                                                       MI_STRINGA, &value, MI_FALSE),
                   MI_RESULT_OK);
}

#define SCHEMA "class A { [Key] string Id; [Required] string Label; uint8 Level; };\n"

/* The result of reading an instance of a class under a validation. */
static MI_Result read_validated(Codec *codec, const MI_Char *value, const MI_Char *ignored,
                                const char *text) {
    Reading reading = READING;
    MI_OperationOptions options = validation(codec, value);
    if (ignored) {
        ignore_property(&options, ignored);
    }
    reading.options = &options;
    read_instances(codec, text, &reading);
    if (reading.result == MI_RESULT_OK) {
        CHECK_NUMBER(reading.instances->size, 1);
        MI_Deserializer_ReleaseInstanceArray(reading.instances);
    } else {
        CHECK(reading.instances == NULL);
        CHECK_ERROR(reading.details, reading.result, "");
    }
    MI_OperationOptions_Delete(&options);
    return reading.result;
}

TEST(each_validation_of_the_schema_has_its_meaning) {
    static const struct {
        const MI_Char *value;
        bool unknown_property, other_type, unknown_class;
    } cases[] = {
        {MI_T("Default"), false, false, false},
        {MI_T("default"), false, false, false},
        {MI_T("Strict"), false, false, false},
        {MI_T("Loose"), true, false, false},
        {MI_T("IgnorePropertyType"), false, true, false},
        {MI_T("IgnoreSchema"), true, true, true},
        {MI_T("DefaultIgnoreProperties"), true, false, true},
        {MI_T("StrictIgnoreProperties"), false, false, false},
    };
    Codec codec;
    open_codec(&codec, MOF);
    for (size_t index = 0; index < sizeof cases / sizeof cases[0]; index++) {
        const MI_Char *value = cases[index].value;
        explain_failures("validation %s", SHOWN(value));
#define ACCEPTED(text) (read_validated(&codec, value, NULL, text) == MI_RESULT_OK)
        CHECK(ACCEPTED(SCHEMA "instance of A { Id = \"a\"; Label = \"b\"; Level = 1; };"));
        CHECK_NUMBER(ACCEPTED(SCHEMA "instance of A { Id = \"a\"; Label = \"b\"; Other = 1; };"),
                     cases[index].unknown_property);
        CHECK_NUMBER(ACCEPTED(SCHEMA "instance of A { Id = \"a\"; Label = \"b\"; Level = \"high\"; };"),
                     cases[index].other_type);
        CHECK_NUMBER(ACCEPTED("instance of Nowhere { Id = \"a\"; };"), cases[index].unknown_class);
#undef ACCEPTED
    }
    close_codec(&codec);
}

TEST(a_listed_property_is_ignored_where_the_validation_says_so) {
    Codec codec;
    open_codec(&codec, MOF);
    const char *text = SCHEMA "instance of A { Id = \"a\"; Label = \"b\"; Other = 1; };";
    CHECK_RESULT(read_validated(&codec, MI_T("DefaultIgnoreProperties"), MI_T("A:Other"), text),
                 MI_RESULT_OK);
    CHECK_RESULT(read_validated(&codec, MI_T("StrictIgnoreProperties"), MI_T("a:first:other"), text),
                 MI_RESULT_OK);
    CHECK(read_validated(&codec, MI_T("Default"), MI_T("A:Other"), text) != MI_RESULT_OK);
    CHECK(read_validated(&codec, MI_T("DefaultIgnoreProperties"), MI_T("A:Another"), text) != MI_RESULT_OK);
    CHECK(read_validated(&codec, MI_T("StrictIgnoreProperties"), MI_T("B:Other"), text) != MI_RESULT_OK);
    close_codec(&codec);
}

TEST(other_values_of_the_validation_are_not_supported) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    MI_OperationOptions options = validation(&codec, MI_T("Sloppy"));
    reading.options = &options;
    read_instances(&codec, "class A {};", &reading);
    CHECK_RESULT(reading.result, MI_RESULT_NOT_SUPPORTED);
    CHECK_ERROR(reading.details, MI_RESULT_NOT_SUPPORTED, "'Sloppy'");
    MI_OperationOptions copy = options;
    MI_OperationOptions_Delete(&options);
    reading.options = &copy;
    read_instances(&codec, "class A {};", &reading);
    CHECK_RESULT(reading.result, MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(reading.details, MI_RESULT_INVALID_PARAMETER, "deleted");
    MI_OperationOptions zeroed = MI_OPERATIONOPTIONS_NULL;
    reading.options = &zeroed;
    read_instances(&codec, "class A {};", &reading);
    CHECK_RESULT(reading.result, MI_RESULT_OK);
    MI_Deserializer_ReleaseInstanceArray(reading.instances);
    close_codec(&codec);
}

/* ---- Callbacks ---- */

static MI_Result MI_CALL give_class(void *context, const MI_Char *server, const MI_Char *name_space,
                                    const MI_Char *class_name, MI_Class **class_) {
    (void)server, (void)name_space, (void)class_name;
    return MI_Class_Clone(context, class_);
}

TEST(classes_of_arrays_are_given_or_asked_for) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    MI_Class *a = class_of_mof("class A { string Id; };"), *b = class_of_mof("class B { string Id; };");
    MI_Class *known[] = {NULL, a};
    MI_ClassA array = {known, 2};
    reading.known = &array;
    reading.callbacks.classObjectNeeded = give_class;
    reading.callbacks.classObjectNeededContext = b;
    read_instances(&codec, "instance of A { Id = \"a\"; }; instance of B { Id = \"b\"; };", &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(reading.instances->size, 2);
    MI_Deserializer_ReleaseInstanceArray(reading.instances);
    MI_Class_Delete(a);
    MI_Class_Delete(b);
    close_codec(&codec);
}

/* The files that a text may include, and how often each callback was called. */
typedef struct Files {
    const char *path, *text;
    MI_Result result;
    unsigned given, freed;
} Files;

static MI_Result MI_CALL give_file(void *context, const MI_Char *path, MI_Uint8 **buffer, MI_Uint32 *length) {
    Files *files = context;
    files->given++;
    if (files->result == MI_RESULT_OK) {
        CHECK_TEXT(path, files->path);
        *buffer = (MI_Uint8 *)files->text;
        *length = (MI_Uint32)strlen(files->text);
    }
    return files->result;
}

static void MI_CALL free_file(void *context, MI_Uint8 *buffer) {
    Files *files = context;
    CHECK((const char *)buffer == files->text);
    files->freed++;
}

static Reading including(Files *files) {
    Reading reading = READING;
    reading.callbacks.includedFileContext = files;
    reading.callbacks.getIncludedFileContent = give_file;
    reading.callbacks.freeIncludedFileContent = free_file;
    return reading;
}

#define INCLUDING "#pragma include(\"parts/a.mof\")\nclass B : A { };"

TEST(included_files_are_asked_for_and_given_back) {
    Codec codec;
    open_codec(&codec, MOF);
    Files files = {"parts/a.mof", "class A { string Id; };", MI_RESULT_OK, 0, 0};
    Reading reading = including(&files);
    read_classes(&codec, INCLUDING, &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(reading.classes->size, 2);
    CHECK_NUMBER(files.given, 1);
    CHECK_NUMBER(files.freed, 1);
    MI_Deserializer_ReleaseClassArray(reading.classes);
    close_codec(&codec);
}

TEST(an_error_in_an_included_file_names_the_file) {
    Codec codec;
    open_codec(&codec, MOF);
    Files files = {"parts/a.mof", "class A { string Id; };\nclass 7;", MI_RESULT_OK, 0, 0};
    Reading reading = including(&files);
    read_classes(&codec, INCLUDING, &reading);
    CHECK_RESULT(reading.result, MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(reading.details, MI_RESULT_INVALID_PARAMETER, "MOF, file 'parts/a.mof', line 2, column 7: ");
    CHECK_NUMBER(files.freed, 1);
    close_codec(&codec);
}

TEST(files_that_can_not_be_included_are_passed_over_as_with_omi) {
    Codec codec;
    open_codec(&codec, MOF);
    Files files = {"parts/a.mof", "", MI_RESULT_NOT_FOUND, 0, 0};
    Reading reading = including(&files);
    const char *text = "#pragma include(\"parts/a.mof\")\nclass B { };";
    read_classes(&codec, text, &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(reading.classes->size, 1);
    CHECK_NUMBER(files.freed, 0);
    MI_Deserializer_ReleaseClassArray(reading.classes);
    Reading without = READING;
    read_classes(&codec, text, &without);
    REQUIRE_RESULT(without.result, MI_RESULT_OK);
    MI_Deserializer_ReleaseClassArray(without.classes);
    close_codec(&codec);
}

TEST(an_error_of_including_is_an_error_at_its_place) {
    Codec codec;
    open_codec(&codec, MOF);
    Files files = {"parts/a.mof", "", MI_RESULT_ACCESS_DENIED, 0, 0};
    Reading reading = including(&files);
    read_classes(&codec, "\n" INCLUDING, &reading);
    CHECK_RESULT(reading.result, MI_RESULT_INVALID_PARAMETER);
    CHECK_ERROR(reading.details, MI_RESULT_INVALID_PARAMETER,
                "line 2, column 17: can't include 'parts/a.mof'");
    close_codec(&codec);
}

static MI_Result MI_CALL give_qualifier(void *context, MI_QualifierDecl *declaration) {
    static const MI_Uint32 value = 9;
    unsigned *count = context;
    ++*count;
    CHECK_TEXT(declaration->name, "Weight");
    declaration->type = MI_UINT32;
    declaration->scope = MI_FLAG_CLASS | MI_FLAG_PROPERTY;
    declaration->flavor = MI_FLAG_RESTRICTED;
    declaration->value = &value;
    return MI_RESULT_OK;
}

TEST(declarations_of_qualifiers_are_asked_for_unless_the_standard_has_them) {
    Codec codec;
    Reading reading = READING;
    open_codec(&codec, MOF);
    unsigned count = 0;
    reading.callbacks.qualifierDeclNeeded = give_qualifier;
    reading.callbacks.qualifierDeclNeededContext = &count;
    read_classes(&codec, "[Weight(3)] class A { [Key, Weight(4)] string Id; };", &reading);
    REQUIRE_RESULT(reading.result, MI_RESULT_OK);
    CHECK_NUMBER(count, 1);
    MI_QualifierSet set;
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 flags = 0;
    CHECK_RESULT(MI_Class_GetClassQualifierSet(reading.classes->data[0], &set), MI_RESULT_OK);
    CHECK_RESULT(MI_QualifierSet_GetQualifier(&set, MI_T("Weight"), &type, &flags, &value, NULL),
                 MI_RESULT_OK);
    CHECK_NUMBER(type, MI_UINT32);
    CHECK_NUMBER(value.uint32, 3);
    CHECK(flags & MI_FLAG_RESTRICTED);
    MI_Deserializer_ReleaseClassArray(reading.classes);
    close_codec(&codec);
}
