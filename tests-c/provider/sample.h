/* The classes of the sample module as a code generator would write them: a structure for each class and for
 * the parameters of each method, whose fields lie where the declarations in schema.c say.
 *
 *   Sample_Thing    a few instances that can be read, made, changed and deleted; its methods do everything
 * else that a provider can do, see thing.c Sample_Special  a subclass of Sample_Thing, whose one instance
 * Sample_Thing enumerates too Sample_Number   ten instances, for which there is EnumerateInstances alone
 *   Sample_Play     does what its key says, word by word, see play.c
 *   Sample_Pair     an association between instances of Sample_Thing
 *   Sample_Alert    indications, raised by the method Do of Sample_Thing
 *   Sample_Late     a class whose Load and Unload post their results from other threads, after they returned
 *   Sample_Broken   a class whose Load fails
 *   Sample_Mute     a class that implements nothing
 *
 * Where there is a file named as the module's own with ".log" behind, the module writes there what happens to
 * it. With
 * ".refuses" behind, its Load fails; with ".holds", that of Sample_Late ends when Sample_Thing is told to
 * release it; with ".unfiltered", the module does not say that it heeds filters.
 */

#ifndef SAMPLE_H
#define SAMPLE_H

#include <stdbool.h>
#include <stddef.h>

#include <mi.h>

#include "../text.h"
#include "inline.h"

typedef struct _Sample_Thing {
    MI_Instance __instance;
    MI_ConstStringField Id;
    MI_ConstUint32Field Size;
    MI_ConstStringField Label;
    MI_ConstStringField Costly;
    MI_ConstUint16AField Numbers;
    MI_ConstReferenceField Next;
    MI_ConstInstanceField Inner;
} Sample_Thing;

typedef struct _Sample_Special {
    MI_Instance __instance;
    MI_ConstStringField Id;
    MI_ConstUint32Field Size;
    MI_ConstStringField Label;
    MI_ConstStringField Costly;
    MI_ConstUint16AField Numbers;
    MI_ConstReferenceField Next;
    MI_ConstInstanceField Inner;
    MI_ConstUint32Field Extra;
} Sample_Special;

typedef struct _Sample_Number {
    MI_Instance __instance;
    MI_ConstUint32Field Number;
    MI_ConstStringField Text;
} Sample_Number;

typedef struct _Sample_Play {
    MI_Instance __instance;
    MI_ConstStringField Id;
    MI_ConstUint32Field Number;
} Sample_Play;

typedef struct _Sample_Pair {
    MI_Instance __instance;
    MI_ConstReferenceField Left;
    MI_ConstReferenceField Right;
} Sample_Pair;

typedef struct _Sample_Alert {
    MI_Instance __instance;
    MI_ConstStringField Text;
} Sample_Alert;

/* Sample_Late, Sample_Broken and Sample_Mute have a key alone. */
typedef struct _Sample_Keyed {
    MI_Instance __instance;
    MI_ConstStringField Id;
} Sample_Keyed;

/* uint32 Add([In] uint32 Left, [In] uint32 Right, [Out] uint32 Sum), static */
typedef struct _Sample_Thing_Add {
    MI_Instance __instance;
    MI_ConstUint32Field MIReturn;
    MI_ConstUint32Field Left;
    MI_ConstUint32Field Right;
    MI_ConstUint32Field Sum;
} Sample_Thing_Add;

/* uint32 Rename([In, Out] string Name), on an instance */
typedef struct _Sample_Thing_Rename {
    MI_Instance __instance;
    MI_ConstUint32Field MIReturn;
    MI_ConstStringField Name;
} Sample_Thing_Rename;

/* uint32 Do([In] string What, [In] string Text, [Out] string Answer), static */
typedef struct _Sample_Thing_Do {
    MI_Instance __instance;
    MI_ConstUint32Field MIReturn;
    MI_ConstStringField What;
    MI_ConstStringField Text;
    MI_ConstStringField Answer;
} Sample_Thing_Do;

/* uint32 Show([In] Sample_Thing ref Target, [In] Sample_Thing Body, [Out] Sample_Thing Copy), static: reads
   the fields of what it is given directly */
typedef struct _Sample_Thing_Show {
    MI_Instance __instance;
    MI_ConstUint32Field MIReturn;
    MI_ConstReferenceField Target;
    MI_ConstInstanceField Body;
    MI_ConstStringField Text;
} Sample_Thing_Show;

extern MI_SchemaDecl sample_schema;
extern const MI_ClassDecl Sample_Thing_rtti, Sample_Special_rtti, Sample_Number_rtti, Sample_Pair_rtti,
    Sample_Alert_rtti, Sample_Late_rtti, Sample_Broken_rtti, Sample_Mute_rtti, Sample_Play_rtti;
extern const MI_MethodDecl Sample_Thing_Add_rtti, Sample_Thing_Rename_rtti, Sample_Thing_Do_rtti,
    Sample_Thing_Show_rtti;

extern const MI_ProviderFT Sample_Thing_funcs, Sample_Special_funcs, Sample_Number_funcs, Sample_Pair_funcs,
    Sample_Alert_funcs, Sample_Late_funcs, Sample_Broken_funcs, Sample_Mute_funcs, Sample_Play_funcs;

void MI_CALL Sample_Thing_Invoke_Add(void *self, MI_Context *context, const MI_Char *name_space,
                                     const MI_Char *class_name, const MI_Char *method_name,
                                     const MI_Instance *instance, const MI_Instance *in);
void MI_CALL Sample_Thing_Invoke_Rename(void *self, MI_Context *context, const MI_Char *name_space,
                                        const MI_Char *class_name, const MI_Char *method_name,
                                        const MI_Instance *instance, const MI_Instance *in);
void MI_CALL Sample_Thing_Invoke_Do(void *self, MI_Context *context, const MI_Char *name_space,
                                    const MI_Char *class_name, const MI_Char *method_name,
                                    const MI_Instance *instance, const MI_Instance *in);
void MI_CALL Sample_Thing_Invoke_Show(void *self, MI_Context *context, const MI_Char *name_space,
                                      const MI_Char *class_name, const MI_Char *method_name,
                                      const MI_Instance *instance, const MI_Instance *in);

/* Writes a line to the file that is named as the module's own with ".log" behind, if there is one. */
void sample_log(const char *line);

/* Whether there is a file named as the module's own with this behind a dot. */
bool sample_exists_beside(const char *ending);

/* Posts the result of the Load of Sample_Late that is held; says whether one was. */
bool sample_release_load(void);

/* Raises an indication with this text to everybody who subscribed; the result of posting it. */
MI_Result sample_raise(const MI_Char *text);

/* The same for the latest subscription whose bookmark was "own"; and its end, with this result. */
MI_Result sample_raise_own(const MI_Char *text);
MI_Result sample_end_own(MI_Result result);

/* Ends the indications of everybody with this result. */
MI_Result sample_end_indications(MI_Result result);

/* Asks for the context of lifecycle indications of Sample_Thing, in its Load; and tells with it, see
 * lifecycle.c. */
void sample_begin_lifecycle(MI_Context *context);
MI_Result sample_tell_lifecycle(const MI_Char *what, const MI_Char *text, MI_Char *learnt, size_t size);

/* What Do does to the process that it is in, see harm.c; NOT_SUPPORTED where it knows no such word. */
MI_Result sample_harm(MI_Context *context, const MI_Char *what, const MI_Char *text, MI_Char *learnt,
                      size_t size);

/* What of that is different on each system, see system_unix.c and system_windows.c. */
MI_Result sample_harm_of_system(const MI_Char *what, const MI_Char *text, MI_Char *learnt, size_t size);
_Noreturn void sample_run_for_ever(void);

/* The file that the module was loaded from. */
bool sample_path(char *path, size_t size);

/* Does what a provider should not, and posts the result, see misuse.c; false where it knows no such word. */
bool sample_misuse(MI_Context *context, const MI_Char *how);

/* Runs a function on a thread of the module's own. Unloading the module waits for it. */
void sample_start(void (*run)(void *), void *data);

/* Waits for all threads that were started. */
void sample_join(void);

/* How a setter of generated code sets the field at an index. */
MI_Result sample_set_text(MI_Instance *instance, MI_Uint32 index, const MI_Char *text);
MI_Result sample_set_number(MI_Instance *instance, MI_Uint32 index, MI_Uint32 number);

#endif
