/* Long random sequences of calls on a few instances, held to a simple model of what an instance is. The
   sequence is the same in each run. */

#include "fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INSTANCES = 6, NAMES = 12, LONGEST = 70 };

/* What an element must be. */
typedef struct Model {
    bool there, null, is_number;
    MI_Uint32 number;
    MI_Char text[LONGEST + 1];
} Model;

typedef struct Slot {
    MI_Instance *instance;
    Model elements[NAMES];
    /* A pointer that was read, and what it must go on leading to: until its element is set, or the instance
     * deleted. */
    const MI_Char *held[NAMES];
    MI_Char kept[NAMES][LONGEST + 1];
} Slot;

static const MI_Char *const names[NAMES] = {MI_T("Alpha"),  MI_T("bravo"), MI_T("Charlie"), MI_T("DELTA"),
                                            MI_T("Echo"),   MI_T("F"),     MI_T("Golf_"),   MI_T("_hotel"),
                                            MI_T("India1"), MI_T("iota"),  MI_T("Juliet"),  MI_T("k")};

static uint64_t state = 0x9e3779b97f4a7c15;

/* Splitmix: the same numbers in each run. */
static unsigned pick(unsigned limit) {
    uint64_t number = state += 0x9e3779b97f4a7c15;
    number = (number ^ (number >> 30)) * 0xbf58476d1ce4e5b9;
    number = (number ^ (number >> 27)) * 0x94d049bb133111eb;
    return (unsigned)((number ^ (number >> 31)) % limit);
}

static void random_text(MI_Char *text) {
    unsigned length = pick(4) == 0 ? pick(LONGEST + 1) : pick(12);
    for (unsigned index = 0; index < length; index++) {
        text[index] = (char)('a' + pick(26));
    }
    text[length] = 0;
}

/* The name in another case. */
static void respell(const MI_Char *name, MI_Char *respelt) {
    size_t index = 0;
    for (; name[index]; index++) {
        char letter = name[index];
        bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
        respelt[index] = is_letter && pick(2) ? (char)(letter ^ 0x20) : letter;
    }
    respelt[index] = 0;
}

static void check_held(const Slot *slot) {
    for (unsigned name = 0; name < NAMES; name++) {
        if (slot->held[name]) {
            CHECK_TEXT(slot->held[name], slot->kept[name]);
        }
    }
}

static void check_element(Slot *slot, unsigned name) {
    MI_Char respelt[16];
    MI_Value value;
    MI_Type type = MI_BOOLEAN;
    MI_Uint32 flags = 0;
    Model *model = &slot->elements[name];
    respell(names[name], respelt);
    MI_Result result = MI_Instance_GetElement(slot->instance, respelt, &value, &type, &flags, NULL);
    if (!model->there) {
        CHECK_RESULT(result, MI_RESULT_NO_SUCH_PROPERTY);
        return;
    }
    REQUIRE_RESULT(result, MI_RESULT_OK);
    CHECK_NUMBER(type, model->is_number ? MI_UINT32 : MI_STRING);
    CHECK_NUMBER((flags & MI_FLAG_NULL) != 0, model->null);
    if (model->null) {
        return;
    }
    if (model->is_number) {
        CHECK_NUMBER(value.uint32, model->number);
    } else {
        CHECK_TEXT(value.string, model->text);
        slot->held[name] = value.string;
        text_copy(slot->kept[name], model->text);
    }
}

/* Adds or sets an element, of which the model says how it ends. */
static void change(Slot *slot, unsigned name, bool add) {
    Model *model = &slot->elements[name];
    bool is_number = model->there && pick(8) ? model->is_number : pick(2);
    bool null = pick(6) == 0;
    MI_Char text[LONGEST + 1], given[LONGEST + 1], respelt[16];
    MI_Value value;
    MI_Uint32 number = pick(1000000);
    respell(names[name], respelt);
    random_text(text);
    text_copy(given, text);
    if (is_number) {
        value.uint32 = number;
    } else {
        value.string = text;
    }
    MI_Type type = is_number ? MI_UINT32 : MI_STRING;
    MI_Result result =
        add ? MI_Instance_AddElement(slot->instance, add ? names[name] : respelt, &value, type,
                                     null ? MI_FLAG_NULL : 0)
            : MI_Instance_SetElement(slot->instance, respelt, &value, type, null ? MI_FLAG_NULL : 0);
    text_fill(text, '#', text_length(text));
    if (add && model->there) {
        REQUIRE_RESULT(result, MI_RESULT_ALREADY_EXISTS);
        return;
    }
    if (!add && !model->there) {
        REQUIRE_RESULT(result, MI_RESULT_NO_SUCH_PROPERTY);
        return;
    }
    if (!add && model->is_number != is_number) {
        REQUIRE_RESULT(result, MI_RESULT_TYPE_MISMATCH);
        return;
    }
    REQUIRE_RESULT(result, MI_RESULT_OK);
    model->there = true;
    model->null = null;
    model->is_number = is_number;
    model->number = number;
    slot->held[name] = NULL;
    text_copy(model->text, given);
}

static void clear(Slot *slot, unsigned name) {
    Model *model = &slot->elements[name];
    MI_Result result = MI_Instance_ClearElement(slot->instance, names[name]);
    REQUIRE_RESULT(result, model->there ? MI_RESULT_OK : MI_RESULT_NO_SUCH_PROPERTY);
    model->null = true;
    slot->held[name] = NULL;
}

static void check_count(const Slot *slot) {
    MI_Uint32 count = 0, expected = 0;
    for (unsigned name = 0; name < NAMES; name++) {
        expected += slot->elements[name].there;
    }
    REQUIRE_RESULT(MI_Instance_GetElementCount(slot->instance, &count), MI_RESULT_OK);
    CHECK_NUMBER(count, expected);
}

/* Puts an instance into another one as a value, reads it back as a copy, and goes on with the copy. */
static void embed(Slot *slot, MI_Application *application) {
    MI_Instance *holder = new_instance(application, MI_T("Test_Holder")), *copy = NULL;
    MI_Value value;
    value.instance = slot->instance;
    REQUIRE_RESULT(MI_Instance_AddElement(holder, MI_T("Inner"), &value, MI_INSTANCE, 0), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_GetElement(holder, MI_T("Inner"), &value, NULL, NULL, NULL), MI_RESULT_OK);
    REQUIRE_RESULT(MI_Instance_Clone(value.instance, &copy), MI_RESULT_OK);
    if (pick(2)) {
        /* The value may be changed where it lies, and the copy does not follow. */
        MI_Instance_ClearElementAt(value.instance, 0);
    }
    MI_Instance_Delete(holder);
    MI_Instance_Delete(slot->instance);
    slot->instance = copy;
    memset(slot->held, 0, sizeof slot->held);
}

TEST_WITHIN(random_calls_leave_instances_as_the_model_says, 120) {
    static Slot slots[INSTANCES];
    MI_Application application = open_application();
    for (unsigned index = 0; index < INSTANCES; index++) {
        slots[index].instance = new_instance(&application, MI_T("Test_Widget"));
    }
    for (unsigned long step = 0; step < rounds(300000); step++) {
        Slot *slot = &slots[pick(INSTANCES)];
        unsigned name = pick(NAMES);
        switch (pick(16)) {
        case 0:
        case 1:
            change(slot, name, true);
            break;
        case 2:
        case 3:
        case 4:
        case 5:
            change(slot, name, false);
            break;
        case 6:
            clear(slot, name);
            break;
        case 7: {
            /* A clone takes the place of another instance. */
            Slot *other = &slots[pick(INSTANCES)];
            if (other != slot) {
                MI_Instance *clone = NULL;
                REQUIRE_RESULT(MI_Instance_Clone(slot->instance, &clone), MI_RESULT_OK);
                REQUIRE_RESULT(MI_Instance_Delete(other->instance), MI_RESULT_OK);
                other->instance = clone;
                memcpy(other->elements, slot->elements, sizeof slot->elements);
                memset(other->held, 0, sizeof other->held);
            }
            break;
        }
        case 8:
            if (pick(20) == 0) {
                REQUIRE_RESULT(MI_Instance_Delete(slot->instance), MI_RESULT_OK);
                memset(slot, 0, sizeof *slot);
                slot->instance = new_instance(&application, MI_T("Test_Widget"));
            }
            break;
        case 9:
            if (pick(4) == 0) {
                embed(slot, &application);
            }
            break;
        case 10:
            check_count(slot);
            break;
        default:
            check_element(slot, name);
        }
        check_held(slot);
    }
    for (unsigned index = 0; index < INSTANCES; index++) {
        for (unsigned name = 0; name < NAMES; name++) {
            check_element(&slots[index], name);
        }
        MI_Instance_Delete(slots[index].instance);
    }
    MI_Application_Close(&application);
}

/* ---- Handles ---- */

TEST_WITHIN(random_calls_on_handles_old_and_new_never_crash, 120) {
    enum { HELD = 8 };
    static MI_Session sessions[HELD];
    static MI_Operation operations[HELD];
    static MI_OperationOptions options[HELD];
    static bool session_open[HELD], operation_open[HELD], options_open[HELD];
    static unsigned session_of[HELD];
    MI_Application application = open_application();
    for (unsigned long step = 0; step < rounds(40000); step++) {
        unsigned one = pick(HELD), two = pick(HELD);
        MI_Result result = MI_RESULT_OK;
        switch (pick(8)) {
        case 0:
            if (!session_open[one]) {
                sessions[one] = open_session(&application);
                session_open[one] = true;
            }
            break;
        case 1: {
            bool busy = false;
            for (unsigned index = 0; index < HELD; index++) {
                busy |= operation_open[index] && session_of[index] == one;
            }
            if (!busy) {
                result = MI_Session_Close(&sessions[one], NULL, NULL);
                REQUIRE_RESULT(result, session_open[one] ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER);
                session_open[one] = false;
            }
            break;
        }
        case 2:
            if (!operation_open[two] && session_open[one]) {
                MI_Session_EnumerateClasses(&sessions[one], 0, options_open[two] ? &options[two] : NULL,
                                            MI_T("root"), NULL, MI_FALSE, NULL, &operations[two]);
                operation_open[two] = true;
                session_of[two] = one;
            }
            break;
        case 3:
            result = MI_Operation_Close(&operations[two]);
            REQUIRE_RESULT(result, operation_open[two] ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER);
            operation_open[two] = false;
            break;
        case 4: {
            const MI_Class *found = NULL;
            MI_Boolean more = MI_FALSE;
            MI_Result outcome = MI_RESULT_FAILED;
            result = MI_Operation_GetClass(&operations[two], &found, &more, &outcome, NULL, NULL);
            REQUIRE_RESULT(result, operation_open[two] ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER);
            break;
        }
        case 5:
            if (!options_open[one]) {
                REQUIRE_RESULT(MI_Application_NewOperationOptions(&application, MI_FALSE, &options[one]),
                               MI_RESULT_OK);
                options_open[one] = true;
            } else {
                MI_OperationOptions_Delete(&options[one]);
                options_open[one] = false;
            }
            break;
        case 6:
            result = MI_OperationOptions_SetNumber(&options[one], MI_T("Number"), (MI_Uint32)step, 0);
            REQUIRE_RESULT(result, options_open[one] ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER);
            break;
        default:
            result = MI_Operation_Cancel(&operations[two], MI_REASON_NONE);
            REQUIRE_RESULT(result, operation_open[two] ? MI_RESULT_OK : MI_RESULT_INVALID_PARAMETER);
        }
    }
    for (unsigned index = 0; index < HELD; index++) {
        MI_Operation_Close(&operations[index]);
        MI_OperationOptions_Delete(&options[index]);
    }
    for (unsigned index = 0; index < HELD; index++) {
        MI_Session_Close(&sessions[index], NULL, NULL);
    }
    CHECK_RESULT(MI_Application_Close(&application), MI_RESULT_OK);
}
