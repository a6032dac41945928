/*
 * micodec.h: the interface, and what programs that use the MOF codec directly expect beside it. MIT OR Apache-2.0.
 */
#ifndef MI_CODEC_H
#define MI_CODEC_H

#include "mi.h"

/* What reserved1 of the MOF codec's handles and arrays holds; reserved2 points to their table then. */
#define cCodecMagic MI_ULL(0xFFEEDDCCFFEEDDCC)

/* Alias numbers that the MOF serializer has handed out. */
typedef struct _Aliases {
    MI_Uint32 size;
    MI_Uint32 capacity;
    MI_Uint32 pos;
    MI_Uint32 *data;
} Aliases;

/* The table of the MOF serializer, with its working memory behind it. */
typedef struct _ExtFunctionTable {
    MI_SerializerFT ft;
    MI_Uint32 nextAliasIndex;
    Aliases aliases;
} ExtFunctionTable;

#if defined(__cplusplus)
extern "C" {
#endif

/*
 * Reads all classes from MOF text, superclasses first. `options` and `callbacks` may be NULL. `classes` are known classes
 * beside those of the text, or NULL; `serverName` and `namespaceName`, which may be NULL, are those of what is read.
 * `classObjects` receives the classes, or NULL on failure; free them with MI_Deserializer_ReleaseClassArray.
 * INVALID_PARAMETER for a deserializer of another format.
 */
MI_INLINE MI_Result MI_Deserializer_DeserializeClassArray(
    MI_Deserializer *deserializer,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    MI_DeserializerCallbacks *callbacks,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_ClassA *classes,
    const MI_Char *serverName,
    const MI_Char *namespaceName,
    MI_Uint32 *serializedBufferRead,
    MI_ClassA **classObjects,
    MI_Instance **cimErrorDetails)
{
    if (deserializer && deserializer->reserved1 == cCodecMagic && deserializer->reserved2) {
        const MI_DeserializerFT_INTL *table = (const MI_DeserializerFT_INTL *)deserializer->reserved2;
        return table->DeserializeClassArray(deserializer, flags, options, callbacks, serializedBuffer,
            serializedBufferLength, classes, serverName, namespaceName, serializedBufferRead, classObjects,
            cimErrorDetails);
    }
    if (classObjects) {
        *classObjects = NULL;
    }
    if (cimErrorDetails) {
        *cimErrorDetails = NULL;
    }
    return MI_RESULT_INVALID_PARAMETER;
}

/*
 * Reads all instances from MOF text. `options` and `callbacks` may be NULL; the options are
 * `MOFCODEC_SCHEMA_VALIDATION_OPTION_NAME` and `MOFCODEC_SCHEMA_VALIDATION_OPTION_IGNOREPROPERTYLIST`. `classes` are known
 * classes beside those of the text, or NULL. `instanceObjects` receives the instances, or NULL on failure; free them with
 * MI_Deserializer_ReleaseInstanceArray. INVALID_PARAMETER for a deserializer of another format.
 */
MI_INLINE MI_Result MI_Deserializer_DeserializeInstanceArray(
    MI_Deserializer *deserializer,
    MI_Uint32 flags,
    MI_OperationOptions *options,
    MI_DeserializerCallbacks *callbacks,
    MI_Uint8 *serializedBuffer,
    MI_Uint32 serializedBufferLength,
    MI_ClassA *classes,
    MI_Uint32 *serializedBufferRead,
    MI_InstanceA **instanceObjects,
    MI_Instance **cimErrorDetails)
{
    if (deserializer && deserializer->reserved1 == cCodecMagic && deserializer->reserved2) {
        const MI_DeserializerFT_INTL *table = (const MI_DeserializerFT_INTL *)deserializer->reserved2;
        return table->DeserializeInstanceArray(deserializer, flags, options, callbacks, serializedBuffer,
            serializedBufferLength, classes, serializedBufferRead, instanceObjects, cimErrorDetails);
    }
    if (instanceObjects) {
        *instanceObjects = NULL;
    }
    if (cimErrorDetails) {
        *cimErrorDetails = NULL;
    }
    return MI_RESULT_INVALID_PARAMETER;
}

/* Frees the array that MI_Deserializer_DeserializeClassArray gave, with its classes. */
MI_INLINE void MI_Deserializer_ReleaseClassArray(MI_ClassA *classObjects)
{
    MI_ExtendedArray *array = (MI_ExtendedArray *)(void *)classObjects;
    if (array && array->reserved1 == cCodecMagic) {
        ((const MI_ExtendedArrayFT *)array->reserved2)->Delete(array);
    }
}

/* Frees the array that MI_Deserializer_DeserializeInstanceArray gave, with its instances. */
MI_INLINE void MI_Deserializer_ReleaseInstanceArray(MI_InstanceA *instanceObjects)
{
    MI_ExtendedArray *array = (MI_ExtendedArray *)(void *)instanceObjects;
    if (array && array->reserved1 == cCodecMagic) {
        ((const MI_ExtendedArrayFT *)array->reserved2)->Delete(array);
    }
}

#if defined(__cplusplus)
}
#endif

#endif /* MI_CODEC_H */
