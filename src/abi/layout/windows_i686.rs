//! 32-bit Windows.

use super::*;

layout! {
    MI_Application: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_ApplicationFT: 44, 4 {
        Close @ 0: 4, NewSession @ 4: 4, NewHostedProvider @ 8: 4, NewInstance @ 12: 4,
        NewDestinationOptions @ 16: 4, NewOperationOptions @ 20: 4, NewSubscriptionDeliveryOptions @ 24: 4,
        NewSerializer @ 28: 4, NewDeserializer @ 32: 4, NewInstanceFromClass @ 36: 4, NewClass @ 40: 4
    }
    MI_Array: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ArrayField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_BooleanA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_BooleanAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_BooleanField: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_Char16A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Char16AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Char16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_Class: 32, 4 {
        ft @ 0: 4, classDecl @ 4: 4, namespaceName @ 8: 4, serverName @ 12: 4, reserved @ 16: 16
    }
    MI_ClassDecl: 60, 4 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 4, qualifiers @ 12: 4, numQualifiers @ 16: 4,
        properties @ 20: 4, numProperties @ 24: 4, size @ 28: 4, superClass @ 32: 4, superClassDecl @ 36: 4,
        methods @ 40: 4, numMethods @ 44: 4, schema @ 48: 4, providerFT @ 52: 4, owningClass @ 56: 4
    }
    MI_ClassFT: 56, 4 {
        GetClassName @ 0: 4, GetNameSpace @ 4: 4, GetServerName @ 8: 4, GetElementCount @ 12: 4,
        GetElement @ 16: 4, GetElementAt @ 20: 4, GetClassQualifierSet @ 24: 4, GetMethodCount @ 28: 4,
        GetMethodAt @ 32: 4, GetMethod @ 36: 4, GetParentClassName @ 40: 4, GetParentClass @ 44: 4,
        Delete @ 48: 4, Clone @ 52: 4
    }
    MI_ClientFT_V1: 40, 4 {
        applicationFT @ 0: 4, sessionFT @ 4: 4, operationFT @ 8: 4, hostedProviderFT @ 12: 4,
        serializerFT @ 16: 4, deserializerFT @ 20: 4, subscribeDeliveryOptionsFT @ 24: 4,
        destinationOptionsFT @ 28: 4, operationOptionsFT @ 32: 4, utilitiesFT @ 36: 4
    }
    MI_ConstBooleanA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstBooleanAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstBooleanField: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_ConstChar16A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstChar16AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstChar16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_ConstDatetimeA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstDatetimeAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstDatetimeField: 40, 4 { value @ 0: 36, exists @ 36: 1, flags @ 37: 1 }
    MI_ConstInstanceA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstInstanceAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstInstanceField: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstReal32A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstReal32AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstReal32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstReal64A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstReal64AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstReal64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstReferenceA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstReferenceAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstReferenceField: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstSint16A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstSint16AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_ConstSint32A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstSint32AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstSint64A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstSint64AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint8A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstSint8AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_ConstStringA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstStringAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstStringField: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstUint16A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstUint16AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_ConstUint32A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstUint32AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstUint64A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstUint64AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint8A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ConstUint8AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_Context: 16, 4 { ft @ 0: 4, reserved @ 4: 12 }
    MI_ContextFT: 120, 4 {
        PostResult @ 0: 4, PostInstance @ 4: 4, PostIndication @ 8: 4, ConstructInstance @ 12: 4,
        ConstructParameters @ 16: 4, NewInstance @ 20: 4, NewDynamicInstance @ 24: 4, NewParameters @ 28: 4,
        Canceled @ 32: 4, GetLocale @ 36: 4, RegisterCancel @ 40: 4, RequestUnload @ 44: 4,
        RefuseUnload @ 48: 4, GetLocalSession @ 52: 4, SetStringOption @ 56: 4, GetStringOption @ 60: 4,
        GetNumberOption @ 64: 4, GetCustomOption @ 68: 4, GetCustomOptionCount @ 72: 4,
        GetCustomOptionAt @ 76: 4, WriteMessage @ 80: 4, WriteProgress @ 84: 4,
        WriteStreamParameter @ 88: 4, WriteCimError @ 92: 4, PromptUser @ 96: 4, ShouldProcess @ 100: 4,
        ShouldContinue @ 104: 4, PostError @ 108: 4, PostCimError @ 112: 4, WriteError @ 116: 4
    }
    MI_Datetime: 36, 4 { isTimestamp @ 0: 4, u @ 4: 32 }
    MI_DatetimeA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_DatetimeAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_DatetimeField: 40, 4 { value @ 0: 36, exists @ 36: 1, flags @ 37: 1 }
    MI_Deserializer: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4 }
    MI_DeserializerFT: 24, 4 {
        Close @ 0: 4, DeserializeClass @ 4: 4, Class_GetClassName @ 8: 4, Class_GetParentClassName @ 12: 4,
        DeserializeInstance @ 16: 4, Instance_GetClassName @ 20: 4
    }
    MI_DestinationOptions: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_DestinationOptionsFT: 60, 4 {
        Delete @ 0: 4, SetString @ 4: 4, SetNumber @ 8: 4, AddCredentials @ 12: 4, GetString @ 16: 4,
        GetNumber @ 20: 4, GetOptionCount @ 24: 4, GetOptionAt @ 28: 4, GetOption @ 32: 4,
        GetCredentialsCount @ 36: 4, GetCredentialsAt @ 40: 4, GetCredentialsPasswordAt @ 44: 4,
        Clone @ 48: 4, SetInterval @ 52: 4, GetInterval @ 56: 4
    }
    MI_FeatureDecl: 20, 4 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 4, qualifiers @ 12: 4, numQualifiers @ 16: 4
    }
    MI_Filter: 16, 4 { ft @ 0: 4, reserved @ 4: 12 }
    MI_FilterFT: 8, 4 { Evaluate @ 0: 4, GetExpression @ 4: 4 }
    MI_HostedProvider: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_HostedProviderFT: 8, 4 { Close @ 0: 4, GetApplication @ 4: 4 }
    MI_Instance: 32, 4 {
        ft @ 0: 4, classDecl @ 4: 4, serverName @ 8: 4, nameSpace @ 12: 4, reserved @ 16: 16
    }
    MI_InstanceA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_InstanceAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_InstanceFT: 72, 4 {
        Clone @ 0: 4, Destruct @ 4: 4, Delete @ 8: 4, IsA @ 12: 4, GetClassName @ 16: 4,
        SetNameSpace @ 20: 4, GetNameSpace @ 24: 4, GetElementCount @ 28: 4, AddElement @ 32: 4,
        SetElement @ 36: 4, SetElementAt @ 40: 4, GetElement @ 44: 4, GetElementAt @ 48: 4,
        ClearElement @ 52: 4, ClearElementAt @ 56: 4, GetServerName @ 60: 4, SetServerName @ 64: 4,
        GetClass @ 68: 4
    }
    MI_InstanceField: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Interval: 32, 4 {
        days @ 0: 4, hours @ 4: 4, minutes @ 8: 4, seconds @ 12: 4, microseconds @ 16: 4,
        __padding1 @ 20: 4, __padding2 @ 24: 4, __padding3 @ 28: 4
    }
    MI_MethodDecl: 52, 4 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 4, qualifiers @ 12: 4, numQualifiers @ 16: 4,
        parameters @ 20: 4, numParameters @ 24: 4, size @ 28: 4, returnType @ 32: 4, origin @ 36: 4,
        propagator @ 40: 4, schema @ 44: 4, function @ 48: 4
    }
    MI_Module: 32, 4 {
        version @ 0: 4, generatorVersion @ 4: 4, flags @ 8: 4, charSize @ 12: 4, schemaDecl @ 16: 4,
        Load @ 20: 4, Unload @ 24: 4, dynamicProviderFT @ 28: 4
    }
    MI_ObjectDecl: 32, 4 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 4, qualifiers @ 12: 4, numQualifiers @ 16: 4,
        properties @ 20: 4, numProperties @ 24: 4, size @ 28: 4
    }
    MI_Operation: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_OperationCallbacks: 36, 4 {
        callbackContext @ 0: 4, promptUser @ 4: 4, writeError @ 8: 4, writeMessage @ 12: 4,
        writeProgress @ 16: 4, instanceResult @ 20: 4, indicationResult @ 24: 4, classResult @ 28: 4,
        streamedParameterResult @ 32: 4
    }
    MI_OperationFT: 24, 4 {
        Close @ 0: 4, Cancel @ 4: 4, GetSession @ 8: 4, GetInstance @ 12: 4, GetIndication @ 16: 4,
        GetClass @ 20: 4
    }
    MI_OperationOptions: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_OperationOptionsFT: 52, 4 {
        Delete @ 0: 4, SetString @ 4: 4, SetNumber @ 8: 4, SetCustomOption @ 12: 4, GetString @ 16: 4,
        GetNumber @ 20: 4, GetOptionCount @ 24: 4, GetOptionAt @ 28: 4, GetOption @ 32: 4,
        GetEnabledChannels @ 36: 4, Clone @ 40: 4, SetInterval @ 44: 4, GetInterval @ 48: 4
    }
    MI_ParameterDecl: 36, 4 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 4, qualifiers @ 12: 4, numQualifiers @ 16: 4, r#type @ 20: 4,
        className @ 24: 4, subscript @ 28: 4, offset @ 32: 4
    }
    MI_ParameterSet: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_ParameterSetFT: 16, 4 {
        GetMethodReturnType @ 0: 4, GetParameterCount @ 4: 4, GetParameterAt @ 8: 4, GetParameter @ 12: 4
    }
    MI_PropertyDecl: 48, 4 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 4, qualifiers @ 12: 4, numQualifiers @ 16: 4, r#type @ 20: 4,
        className @ 24: 4, subscript @ 28: 4, offset @ 32: 4, origin @ 36: 4, propagator @ 40: 4,
        value @ 44: 4
    }
    MI_PropertySet: 16, 4 { ft @ 0: 4, reserved @ 4: 12 }
    MI_PropertySetFT: 32, 4 {
        GetElementCount @ 0: 4, ContainsElement @ 4: 4, AddElement @ 8: 4, GetElementAt @ 12: 4,
        Clear @ 16: 4, Destruct @ 20: 4, Delete @ 24: 4, Clone @ 28: 4
    }
    MI_ProviderFT: 56, 4 {
        Load @ 0: 4, Unload @ 4: 4, GetInstance @ 8: 4, EnumerateInstances @ 12: 4, CreateInstance @ 16: 4,
        ModifyInstance @ 20: 4, DeleteInstance @ 24: 4, AssociatorInstances @ 28: 4,
        ReferenceInstances @ 32: 4, EnableIndications @ 36: 4, DisableIndications @ 40: 4,
        Subscribe @ 44: 4, Unsubscribe @ 48: 4, Invoke @ 52: 4
    }
    MI_Qualifier: 16, 4 { name @ 0: 4, r#type @ 4: 4, flavor @ 8: 4, value @ 12: 4 }
    MI_QualifierDecl: 24, 4 {
        name @ 0: 4, r#type @ 4: 4, scope @ 8: 4, flavor @ 12: 4, subscript @ 16: 4, value @ 20: 4
    }
    MI_QualifierSet: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_QualifierSetFT: 12, 4 { GetQualifierCount @ 0: 4, GetQualifierAt @ 4: 4, GetQualifier @ 8: 4 }
    MI_Real32A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Real32AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Real32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Real64A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Real64AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Real64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ReferenceA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_ReferenceAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ReferenceField: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_SchemaDecl: 16, 4 {
        qualifierDecls @ 0: 4, numQualifierDecls @ 4: 4, classDecls @ 8: 4, numClassDecls @ 12: 4
    }
    MI_Serializer: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4 }
    MI_SerializerFT: 12, 4 { Close @ 0: 4, SerializeClass @ 4: 4, SerializeInstance @ 8: 4 }
    MI_Server: 20, 4 {
        serverFT @ 0: 4, contextFT @ 4: 4, instanceFT @ 8: 4, propertySetFT @ 12: 4, filterFT @ 16: 4
    }
    MI_ServerFT: 8, 4 { GetVersion @ 0: 4, GetSystemName @ 4: 4 }
    MI_Session: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_SessionCallbacks: 12, 4 { callbackContext @ 0: 4, writeMessage @ 4: 4, writeError @ 8: 4 }
    MI_SessionFT: 60, 4 {
        Close @ 0: 4, GetApplication @ 4: 4, GetInstance @ 8: 4, ModifyInstance @ 12: 4,
        CreateInstance @ 16: 4, DeleteInstance @ 20: 4, Invoke @ 24: 4, EnumerateInstances @ 28: 4,
        QueryInstances @ 32: 4, AssociatorInstances @ 36: 4, ReferenceInstances @ 40: 4, Subscribe @ 44: 4,
        GetClass @ 48: 4, EnumerateClasses @ 52: 4, TestConnection @ 56: 4
    }
    MI_Sint16A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Sint16AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Sint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_Sint32A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Sint32AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Sint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Sint64A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Sint64AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Sint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Sint8A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Sint8AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Sint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_StringA: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_StringAField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_StringField: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_SubscriptionDeliveryOptions: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 4, ft @ 12: 4 }
    MI_SubscriptionDeliveryOptionsFT: 68, 4 {
        SetString @ 0: 4, SetNumber @ 4: 4, SetDateTime @ 8: 4, SetInterval @ 12: 4, AddCredentials @ 16: 4,
        Delete @ 20: 4, GetString @ 24: 4, GetNumber @ 28: 4, GetDateTime @ 32: 4, GetInterval @ 36: 4,
        GetOptionCount @ 40: 4, GetOptionAt @ 44: 4, GetOption @ 48: 4, GetCredentialsCount @ 52: 4,
        GetCredentialsAt @ 56: 4, GetCredentialsPasswordAt @ 60: 4, Clone @ 64: 4
    }
    MI_Timestamp: 32, 4 {
        year @ 0: 4, month @ 4: 4, day @ 8: 4, hour @ 12: 4, minute @ 16: 4, second @ 20: 4,
        microseconds @ 24: 4, utc @ 28: 4
    }
    MI_Uint16A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Uint16AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Uint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_Uint32A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Uint32AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Uint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Uint64A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Uint64AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Uint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Uint8A: 8, 4 { data @ 0: 4, size @ 4: 4 }
    MI_Uint8AField: 12, 4 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Uint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_UserCredentials: 16, 4 { authenticationType @ 0: 4, credentials @ 4: 12 }
    MI_UsernamePasswordCreds: 12, 4 { domain @ 0: 4, username @ 4: 4, password @ 8: 4 }
    MI_UtilitiesFT: 8, 4 { MapErrorToMiErrorCategory @ 0: 4, CimErrorFromErrorCode @ 4: 4 }
}

union_layout! {
    MI_DatetimeUnion: 32, 4 { timestamp, interval }
    MI_UserCredentialsUnion: 12, 4 { usernamePassword, certificateThumbprint }
    MI_Value: 40, 8 {
        boolean, uint8, sint8, uint16, sint16, uint32, sint32, uint64, sint64, real32, real64, char16,
        datetime, string, instance, reference, booleana, uint8a, sint8a, uint16a, sint16a, uint32a, sint32a,
        uint64a, sint64a, real32a, real64a, char16a, datetimea, stringa, referencea, instancea, array
    }
}
