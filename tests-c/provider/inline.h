/* The functions of mi.h as OMI's and Windows' headers define them: inline, through the tables. A module that
 * is compiled so imports nothing of the library, and is the same as one that was compiled for OMI.
 */

#ifndef SAMPLE_INLINE_H
#define SAMPLE_INLINE_H

#define MI_Context_PostResult(context, result) ((context)->ft->PostResult(context, result))
#define MI_Context_PostInstance(context, instance) ((context)->ft->PostInstance(context, instance))
#define MI_Context_PostIndication(context, instance, count, bookmark)                                        \
    ((context)->ft->PostIndication(context, instance, count, bookmark))
#define MI_Context_PostError(context, code, type, text) ((context)->ft->PostError(context, code, type, text))
#define MI_Context_PostCimError(context, error) ((context)->ft->PostCimError(context, error))
#define MI_Context_ConstructInstance(context, declaration, instance)                                         \
    ((context)->ft->ConstructInstance(context, declaration, instance))
#define MI_Context_ConstructParameters(context, declaration, instance)                                       \
    ((context)->ft->ConstructParameters(context, declaration, instance))
#define MI_Context_NewInstance(context, declaration, out)                                                    \
    ((context)->ft->NewInstance(context, declaration, out))
#define MI_Context_NewDynamicInstance(context, name, flags, out)                                             \
    ((context)->ft->NewDynamicInstance(context, name, flags, out))
#define MI_Context_NewParameters(context, declaration, out)                                                  \
    ((context)->ft->NewParameters(context, declaration, out))
#define MI_Context_Canceled(context, flag) ((context)->ft->Canceled(context, flag))
#define MI_Context_RegisterCancel(context, callback, data)                                                   \
    ((context)->ft->RegisterCancel(context, callback, data))
#define MI_Context_GetLocale(context, type, locale) ((context)->ft->GetLocale(context, type, locale))
#define MI_Context_GetLocalSession(context, session) ((context)->ft->GetLocalSession(context, session))
#define MI_Context_RequestUnload(context) ((context)->ft->RequestUnload(context))
#define MI_Context_RefuseUnload(context) ((context)->ft->RefuseUnload(context))
#define MI_Context_SetStringOption(context, name, value)                                                     \
    ((context)->ft->SetStringOption(context, name, value))
#define MI_Context_GetStringOption(context, name, value)                                                     \
    ((context)->ft->GetStringOption(context, name, value))
#define MI_Context_GetNumberOption(context, name, value)                                                     \
    ((context)->ft->GetNumberOption(context, name, value))
#define MI_Context_GetCustomOption(context, name, type, value)                                               \
    ((context)->ft->GetCustomOption(context, name, type, value))
#define MI_Context_GetCustomOptionCount(context, count) ((context)->ft->GetCustomOptionCount(context, count))
#define MI_Context_GetCustomOptionAt(context, index, name, type, value)                                      \
    ((context)->ft->GetCustomOptionAt(context, index, name, type, value))
#define MI_Context_WriteMessage(context, channel, text) ((context)->ft->WriteMessage(context, channel, text))
#define MI_Context_WriteWarning(context, text)                                                               \
    MI_Context_WriteMessage(context, MI_WRITEMESSAGE_CHANNEL_WARNING, text)
#define MI_Context_WriteVerbose(context, text)                                                               \
    MI_Context_WriteMessage(context, MI_WRITEMESSAGE_CHANNEL_VERBOSE, text)
#define MI_Context_WriteDebug(context, text)                                                                 \
    MI_Context_WriteMessage(context, MI_WRITEMESSAGE_CHANNEL_DEBUG, text)
#define MI_Context_WriteProgress(context, activity, current, status, percent, seconds)                       \
    ((context)->ft->WriteProgress(context, activity, current, status, percent, seconds))
#define MI_Context_WriteStreamParameter(context, name, value, type, flags)                                   \
    ((context)->ft->WriteStreamParameter(context, name, value, type, flags))
#define MI_Context_WriteError(context, code, type, text, flag)                                               \
    ((context)->ft->WriteError(context, code, type, text, flag))
#define MI_Context_WriteCimError(context, error, flag) ((context)->ft->WriteCimError(context, error, flag))
#define MI_Context_PromptUser(context, text, type, flag)                                                     \
    ((context)->ft->PromptUser(context, text, type, flag))
#define MI_Context_ShouldProcess(context, target, action, flag)                                              \
    ((context)->ft->ShouldProcess(context, target, action, flag))
#define MI_Context_ShouldContinue(context, text, flag) ((context)->ft->ShouldContinue(context, text, flag))

#define MI_Instance_Delete(instance) ((instance)->ft->Delete(instance))
#define MI_Instance_Destruct(instance) ((instance)->ft->Destruct(instance))
#define MI_Instance_AddElement(instance, name, value, type, flags)                                           \
    ((instance)->ft->AddElement(instance, name, value, type, flags))
#define MI_PropertySet_ContainsElement(set, name, flag) ((set)->ft->ContainsElement(set, name, flag))
#define MI_Filter_Evaluate(filter, instance, result) ((filter)->ft->Evaluate(filter, instance, result))
#define MI_Filter_GetExpression(filter, language, expression)                                                \
    ((filter)->ft->GetExpression(filter, language, expression))

#endif
