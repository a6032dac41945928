/* Property sets. The library hands them to providers; a client only meets one of another implementation. */

#include "fixture.h"

#include <string.h>

/* A set of one name at most, of another implementation. */
static MI_Char kept[16];
static unsigned ended;

static MI_Result MI_CALL count(const MI_PropertySet *self, MI_Uint32 *number) {
    (void)self;
    *number = kept[0] != 0;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL contains(const MI_PropertySet *self, const MI_Char *name, MI_Boolean *flag) {
    (void)self;
    *flag = text_compare(kept, name) == 0;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL add(MI_PropertySet *self, const MI_Char *name) {
    (void)self;
    if (kept[0]) {
        return MI_RESULT_ALREADY_EXISTS;
    }
    text_print(kept, TEXT_CAPACITY(kept), "%s", SHOWN(name));
    return MI_RESULT_OK;
}

static MI_Result MI_CALL at(const MI_PropertySet *self, MI_Uint32 index, const MI_Char **name) {
    (void)self;
    *name = kept;
    return index == 0 ? MI_RESULT_OK : MI_RESULT_NOT_FOUND;
}

static MI_Result MI_CALL clear(MI_PropertySet *self) {
    (void)self;
    kept[0] = 0;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL end(MI_PropertySet *self) {
    (void)self;
    ended++;
    return MI_RESULT_OK;
}

static MI_Result MI_CALL clone(const MI_PropertySet *self, MI_PropertySet **copy) {
    *copy = (MI_PropertySet *)self;
    return MI_RESULT_OK;
}

TEST(a_property_set_is_used_through_its_own_table) {
    MI_PropertySetFT table;
    table.GetElementCount = count;
    table.ContainsElement = contains;
    table.AddElement = add;
    table.GetElementAt = at;
    table.Clear = clear;
    table.Destruct = end;
    table.Delete = end;
    table.Clone = clone;
    MI_PropertySet set, *copy = NULL;
    memset(&set, 0, sizeof set);
    set.ft = &table;
    MI_Uint32 number = 9;
    MI_Boolean flag = 9;
    const MI_Char *name = NULL;
    CHECK_RESULT(MI_PropertySet_GetElementCount(&set, &number), MI_RESULT_OK);
    CHECK_NUMBER(number, 0);
    CHECK_RESULT(MI_PropertySet_AddElement(&set, MI_T("Size")), MI_RESULT_OK);
    CHECK_RESULT(MI_PropertySet_AddElement(&set, MI_T("Size")), MI_RESULT_ALREADY_EXISTS);
    CHECK_RESULT(MI_PropertySet_ContainsElement(&set, MI_T("Size"), &flag), MI_RESULT_OK);
    CHECK_NUMBER(flag, MI_TRUE);
    CHECK_RESULT(MI_PropertySet_GetElementAt(&set, 0, &name), MI_RESULT_OK);
    CHECK_TEXT(name, "Size");
    CHECK_RESULT(MI_PropertySet_GetElementAt(&set, 1, &name), MI_RESULT_NOT_FOUND);
    CHECK_RESULT(MI_PropertySet_Clone(&set, &copy), MI_RESULT_OK);
    CHECK(copy == &set);
    CHECK_RESULT(MI_PropertySet_Clear(&set), MI_RESULT_OK);
    CHECK_RESULT(MI_PropertySet_GetElementCount(&set, &number), MI_RESULT_OK);
    CHECK_NUMBER(number, 0);
    CHECK_RESULT(MI_PropertySet_Destruct(&set), MI_RESULT_OK);
    CHECK_RESULT(MI_PropertySet_Delete(&set), MI_RESULT_OK);
    CHECK_NUMBER(ended, 2);
}
