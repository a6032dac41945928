/* What a provider should not do, and what that gives it: Do(What="misuse", Text) does what Text says, and
 * writes the results to the log.
 *
 *   other-method   posts the parameters of Add, and says that all is well
 *   other-class    posts an instance of Sample_Number, and says that all is well
 *   undeclared     posts a parameter that Do does not have
 *   mistyped       posts its return value as a text
 *   number         posts a result that there is none of
 *   late-thread    posts from a thread of its own after the result
 *   long-array     posts an array that claims more elements than memory has, in a field and in a piece of a
 *                  parameter
 *   empty-array    posts a piece of a parameter whose elements are NULL
 *   values         sets elements without a name, and of types that there are none of
 */

#include "sample.h"

#include <stdio.h>
#include <string.h>

enum { NO_TYPE = 77, NO_RESULT = 4711 };

static const MI_Uint32 LONG = 0x7fffffff;

static void log_result(const char *what, MI_Result result) {
    char line[96];
    snprintf(line, sizeof line, "%s: %u", what, (unsigned)result);
    sample_log(line);
}

static void post_other_method(MI_Context *context) {
    Sample_Thing_Add out;
    MI_Context_ConstructParameters(context, &Sample_Thing_Add_rtti, &out.__instance);
    sample_set_number(&out.__instance, 0, 0);
    log_result("parameters of another method", MI_Context_PostInstance(context, &out.__instance));
    MI_Instance_Destruct(&out.__instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void post_other_class(MI_Context *context) {
    MI_Instance *other = NULL;
    MI_Context_NewInstance(context, &Sample_Number_rtti, &other);
    log_result("an instance of a class", MI_Context_PostInstance(context, other));
    MI_Instance_Delete(other);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

/* Posts a dynamic instance with one element. */
static void post_element(MI_Context *context, const MI_Char *name) {
    MI_Instance *out = NULL;
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.string = (MI_Char *)MI_T("a text");
    MI_Context_NewDynamicInstance(context, MI_T("Parameters"), 0, &out);
    MI_Instance_AddElement(out, name, &value, MI_STRING, 0);
    log_result("a strange parameter", MI_Context_PostInstance(context, out));
    MI_Instance_Delete(out);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void post_late(void *argument) {
    MI_Context *context = argument;
    MI_Boolean flag;
    log_result("message from another thread", MI_Context_WriteMessage(context, 0, MI_T("late")));
    log_result("question from another thread", MI_Context_ShouldContinue(context, MI_T("?"), &flag));
    log_result("result from another thread", MI_Context_PostResult(context, MI_RESULT_OK));
}

static void post_long_arrays(MI_Context *context) {
    MI_Uint16 number = 1;
    MI_Value value;
    Sample_Thing thing;
    memset(&value, 0, sizeof value);
    value.uint16a.data = &number;
    value.uint16a.size = LONG;
    log_result("a long piece",
               MI_Context_WriteStreamParameter(context, MI_T("Numbers"), &value, MI_UINT16A, 0));
    MI_Context_ConstructInstance(context, &Sample_Thing_rtti, &thing.__instance);
    log_result("a long array",
               thing.__instance.ft->SetElement(&thing.__instance, MI_T("Numbers"), &value, MI_UINT16A, 0));
    MI_Instance_Destruct(&thing.__instance);
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void post_empty_array(MI_Context *context) {
    MI_Value value;
    memset(&value, 0, sizeof value);
    value.uint16a.size = LONG;
    log_result("an array without elements",
               MI_Context_WriteStreamParameter(context, MI_T("Numbers"), &value, MI_UINT16A, 0));
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static void set_values(MI_Context *context) {
    MI_Instance *made = NULL;
    MI_Value value;
    memset(&value, 0, sizeof value);
    log_result("a class without a name", MI_Context_NewDynamicInstance(context, NULL, 0, &made));
    MI_Context_NewDynamicInstance(context, MI_T("Anything"), 0, &made);
    log_result("an element without a name", MI_Instance_AddElement(made, NULL, &value, MI_UINT32, 0));
    log_result("an element of no type",
               MI_Instance_AddElement(made, MI_T("Number"), &value, (MI_Type)NO_TYPE, 0));
    log_result("a piece of no type",
               MI_Context_WriteStreamParameter(context, MI_T("Number"), &value, (MI_Type)NO_TYPE, 0));
    log_result("an error without a name of its kind", MI_Context_PostError(context, NO_TYPE, NULL, NULL));
    MI_Instance_Delete(made);
}

bool sample_misuse(MI_Context *context, const MI_Char *how) {
    if (!text_compare(how, MI_T("other-method"))) {
        post_other_method(context);
    } else if (!text_compare(how, MI_T("other-class"))) {
        post_other_class(context);
    } else if (!text_compare(how, MI_T("undeclared"))) {
        post_element(context, MI_T("Nothing"));
    } else if (!text_compare(how, MI_T("mistyped"))) {
        post_element(context, MI_T("MIReturn"));
    } else if (!text_compare(how, MI_T("number"))) {
        log_result("a number", MI_Context_PostResult(context, (MI_Result)NO_RESULT));
    } else if (!text_compare(how, MI_T("late-thread"))) {
        MI_Context_PostResult(context, MI_RESULT_OK);
        sample_start(post_late, context);
    } else if (!text_compare(how, MI_T("long-array"))) {
        post_long_arrays(context);
    } else if (!text_compare(how, MI_T("empty-array"))) {
        post_empty_array(context);
    } else if (!text_compare(how, MI_T("values"))) {
        set_values(context);
    } else {
        return false;
    }
    return true;
}
