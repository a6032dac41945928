/* What the tests of serializers and deserializers share. */

#ifndef CODEC_H
#define CODEC_H

#include "fixture.h"

#define XML MI_T("MI_XML")
#define MOF MI_T("MI_MOF_CIMV2_EXTV1")

/* A serializer and a deserializer of one format, in an application of their own. */
typedef struct Codec {
    MI_Application application;
    MI_Serializer serializer;
    MI_Deserializer deserializer;
} Codec;

void open_codec(Codec *codec, const MI_Char *format);
void close_codec(Codec *codec);

/* An object as a text in UTF-8 that the caller frees. The test ends where it can't be written. */
char *write_instance(Codec *codec, MI_Uint32 flags, const MI_Instance *instance);
char *write_class(Codec *codec, MI_Uint32 flags, const MI_Class *class_);

/* The object of a text. The test ends where it can't be read. */
MI_Instance *read_instance(Codec *codec, const char *text, MI_Class *known);
MI_Class *read_class(Codec *codec, const char *text, MI_Class *parent);

/* The class that MOF declares. */
MI_Class *class_of_mof(const char *mof);

/* Holds reading a text to a failure, whose error instance says `part`. */
bool check_unread_instance_at(const char *file, int line, Codec *codec, const char *text, MI_Result expected,
                              const char *part);
bool check_unread_class_at(const char *file, int line, Codec *codec, const char *text, MI_Result expected,
                           const char *part);
#define CHECK_UNREAD_INSTANCE(codec, text, expected, part)                                                   \
    check_unread_instance_at(__FILE__, __LINE__, codec, text, expected, part)
#define CHECK_UNREAD_CLASS(codec, text, expected, part)                                                      \
    check_unread_class_at(__FILE__, __LINE__, codec, text, expected, part)

/* Deletes an error instance after holding it to a result and a part of its message. */
bool check_error_at(const char *file, int line, MI_Instance *details, MI_Result expected, const char *part);
#define CHECK_ERROR(details, expected, part) check_error_at(__FILE__, __LINE__, details, expected, part)

/* Whether two instances are of one class and have equal elements. */
bool check_same_at(const char *file, int line, const MI_Instance *actual, const MI_Instance *expected);
#define CHECK_SAME(actual, expected) check_same_at(__FILE__, __LINE__, actual, expected)

/* Which of two values lies where. */
bool same_value(const MI_Value *one, const MI_Value *other, MI_Type type);

#endif
