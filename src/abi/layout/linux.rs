//! 64-bit Linux, on x86-64 and aarch64, with either character.

use super::*;

layout! {
    MI_Application: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_ApplicationFT: 88, 8 {
        Close @ 0: 8, NewSession @ 8: 8, NewHostedProvider @ 16: 8, NewInstance @ 24: 8,
        NewDestinationOptions @ 32: 8, NewOperationOptions @ 40: 8, NewSubscriptionDeliveryOptions @ 48: 8,
        NewSerializer @ 56: 8, NewDeserializer @ 64: 8, NewInstanceFromClass @ 72: 8, NewClass @ 80: 8
    }
    MI_Array: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ArrayField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_BooleanA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_BooleanAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_BooleanField: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_Char16A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Char16AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Char16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_Class: 64, 8 {
        ft @ 0: 8, classDecl @ 8: 8, namespaceName @ 16: 8, serverName @ 24: 8, reserved @ 32: 32
    }
    MI_ClassDecl: 104, 8 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 8, qualifiers @ 16: 8, numQualifiers @ 24: 4,
        properties @ 32: 8, numProperties @ 40: 4, size @ 44: 4, superClass @ 48: 8, superClassDecl @ 56: 8,
        methods @ 64: 8, numMethods @ 72: 4, schema @ 80: 8, providerFT @ 88: 8, owningClass @ 96: 8
    }
    MI_ClassFT: 112, 8 {
        GetClassName @ 0: 8, GetNameSpace @ 8: 8, GetServerName @ 16: 8, GetElementCount @ 24: 8,
        GetElement @ 32: 8, GetElementAt @ 40: 8, GetClassQualifierSet @ 48: 8, GetMethodCount @ 56: 8,
        GetMethodAt @ 64: 8, GetMethod @ 72: 8, GetParentClassName @ 80: 8, GetParentClass @ 88: 8,
        Delete @ 96: 8, Clone @ 104: 8
    }
    MI_ClientFT_V1: 80, 8 {
        applicationFT @ 0: 8, sessionFT @ 8: 8, operationFT @ 16: 8, hostedProviderFT @ 24: 8,
        serializerFT @ 32: 8, deserializerFT @ 40: 8, subscribeDeliveryOptionsFT @ 48: 8,
        destinationOptionsFT @ 56: 8, operationOptionsFT @ 64: 8, utilitiesFT @ 72: 8
    }
    MI_ConstBooleanA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstBooleanAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstBooleanField: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_ConstChar16A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstChar16AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstChar16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_ConstDatetimeA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstDatetimeAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstDatetimeField: 40, 4 { value @ 0: 36, exists @ 36: 1, flags @ 37: 1 }
    MI_ConstInstanceA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstInstanceAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstInstanceField: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstReal32A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstReal32AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstReal32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstReal64A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstReal64AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstReal64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstReferenceA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstReferenceAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstReferenceField: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint16A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstSint16AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstSint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_ConstSint32A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstSint32AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstSint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstSint64A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstSint64AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstSint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstSint8A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstSint8AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstSint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_ConstStringA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstStringAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstStringField: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint16A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstUint16AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstUint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_ConstUint32A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstUint32AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstUint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_ConstUint64A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstUint64AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstUint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ConstUint8A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ConstUint8AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ConstUint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_Context: 32, 8 { ft @ 0: 8, reserved @ 8: 24 }
    MI_ContextFT: 248, 8 {
        PostResult @ 0: 8, PostInstance @ 8: 8, PostIndication @ 16: 8, ConstructInstance @ 24: 8,
        ConstructParameters @ 32: 8, NewInstance @ 40: 8, NewDynamicInstance @ 48: 8, NewParameters @ 56: 8,
        Canceled @ 64: 8, GetLocale @ 72: 8, RegisterCancel @ 80: 8, RequestUnload @ 88: 8,
        RefuseUnload @ 96: 8, GetLocalSession @ 104: 8, SetStringOption @ 112: 8, GetStringOption @ 120: 8,
        GetNumberOption @ 128: 8, GetCustomOption @ 136: 8, GetCustomOptionCount @ 144: 8,
        GetCustomOptionAt @ 152: 8, WriteMessage @ 160: 8, WriteProgress @ 168: 8,
        WriteStreamParameter @ 176: 8, WriteCimError @ 184: 8, PromptUser @ 192: 8, ShouldProcess @ 200: 8,
        ShouldContinue @ 208: 8, PostError @ 216: 8, PostCimError @ 224: 8, WriteError @ 232: 8,
        GetLifecycleIndicationContext @ 240: 8
    }
    MI_Datetime: 36, 4 { isTimestamp @ 0: 4, u @ 4: 32 }
    MI_DatetimeA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_DatetimeAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_DatetimeField: 40, 4 { value @ 0: 36, exists @ 36: 1, flags @ 37: 1 }
    MI_Deserializer: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8 }
    MI_DeserializerFT: 48, 8 {
        Close @ 0: 8, DeserializeClass @ 8: 8, Class_GetClassName @ 16: 8, Class_GetParentClassName @ 24: 8,
        DeserializeInstance @ 32: 8, Instance_GetClassName @ 40: 8
    }
    MI_DestinationOptions: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_DestinationOptionsFT: 120, 8 {
        Delete @ 0: 8, SetString @ 8: 8, SetNumber @ 16: 8, AddCredentials @ 24: 8, GetString @ 32: 8,
        GetNumber @ 40: 8, GetOptionCount @ 48: 8, GetOptionAt @ 56: 8, GetOption @ 64: 8,
        GetCredentialsCount @ 72: 8, GetCredentialsAt @ 80: 8, GetCredentialsPasswordAt @ 88: 8,
        Clone @ 96: 8, SetInterval @ 104: 8, GetInterval @ 112: 8
    }
    MI_FeatureDecl: 32, 8 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 8, qualifiers @ 16: 8, numQualifiers @ 24: 4
    }
    MI_Filter: 32, 8 { ft @ 0: 8, reserved @ 8: 24 }
    MI_FilterFT: 16, 8 { Evaluate @ 0: 8, GetExpression @ 8: 8 }
    MI_HostedProvider: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_HostedProviderFT: 16, 8 { Close @ 0: 8, GetApplication @ 8: 8 }
    MI_Instance: 64, 8 {
        ft @ 0: 8, classDecl @ 8: 8, serverName @ 16: 8, nameSpace @ 24: 8, reserved @ 32: 32
    }
    MI_InstanceA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_InstanceAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_InstanceFT: 144, 8 {
        Clone @ 0: 8, Destruct @ 8: 8, Delete @ 16: 8, IsA @ 24: 8, GetClassName @ 32: 8,
        SetNameSpace @ 40: 8, GetNameSpace @ 48: 8, GetElementCount @ 56: 8, AddElement @ 64: 8,
        SetElement @ 72: 8, SetElementAt @ 80: 8, GetElement @ 88: 8, GetElementAt @ 96: 8,
        ClearElement @ 104: 8, ClearElementAt @ 112: 8, GetServerName @ 120: 8, SetServerName @ 128: 8,
        GetClass @ 136: 8
    }
    MI_InstanceField: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Interval: 32, 4 {
        days @ 0: 4, hours @ 4: 4, minutes @ 8: 4, seconds @ 12: 4, microseconds @ 16: 4,
        __padding1 @ 20: 4, __padding2 @ 24: 4, __padding3 @ 28: 4
    }
    MI_LifecycleIndicationContext: 32, 8 { ft @ 0: 8, reserved @ 8: 24 }
    MI_LifecycleIndicationContextFT: 112, 8 {
        PostCreate @ 0: 8, PostModify @ 8: 8, PostDelete @ 16: 8, PostRead @ 24: 8, PostMethodCall @ 32: 8,
        PostResult @ 40: 8, ConstructInstance @ 48: 8, ConstructParameters @ 56: 8, NewInstance @ 64: 8,
        NewDynamicInstance @ 72: 8, NewParameters @ 80: 8, SetSupportedTypes @ 88: 8, GetTypes @ 96: 8,
        RegisterCallback @ 104: 8
    }
    MI_MethodDecl: 88, 8 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 8, qualifiers @ 16: 8, numQualifiers @ 24: 4,
        parameters @ 32: 8, numParameters @ 40: 4, size @ 44: 4, returnType @ 48: 4, origin @ 56: 8,
        propagator @ 64: 8, schema @ 72: 8, function @ 80: 8
    }
    MI_Module: 48, 8 {
        version @ 0: 4, generatorVersion @ 4: 4, flags @ 8: 4, charSize @ 12: 4, schemaDecl @ 16: 8,
        Load @ 24: 8, Unload @ 32: 8, dynamicProviderFT @ 40: 8
    }
    MI_ObjectDecl: 48, 8 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 8, qualifiers @ 16: 8, numQualifiers @ 24: 4,
        properties @ 32: 8, numProperties @ 40: 4, size @ 44: 4
    }
    MI_Operation: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_OperationCallbacks: 72, 8 {
        callbackContext @ 0: 8, promptUser @ 8: 8, writeError @ 16: 8, writeMessage @ 24: 8,
        writeProgress @ 32: 8, instanceResult @ 40: 8, indicationResult @ 48: 8, classResult @ 56: 8,
        streamedParameterResult @ 64: 8
    }
    MI_OperationFT: 48, 8 {
        Close @ 0: 8, Cancel @ 8: 8, GetSession @ 16: 8, GetInstance @ 24: 8, GetIndication @ 32: 8,
        GetClass @ 40: 8
    }
    MI_OperationOptions: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_OperationOptionsFT: 104, 8 {
        Delete @ 0: 8, SetString @ 8: 8, SetNumber @ 16: 8, SetCustomOption @ 24: 8, GetString @ 32: 8,
        GetNumber @ 40: 8, GetOptionCount @ 48: 8, GetOptionAt @ 56: 8, GetOption @ 64: 8,
        GetEnabledChannels @ 72: 8, Clone @ 80: 8, SetInterval @ 88: 8, GetInterval @ 96: 8
    }
    MI_ParameterDecl: 48, 8 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 8, qualifiers @ 16: 8, numQualifiers @ 24: 4, r#type @ 28: 4,
        className @ 32: 8, subscript @ 40: 4, offset @ 44: 4
    }
    MI_ParameterSet: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_ParameterSetFT: 32, 8 {
        GetMethodReturnType @ 0: 8, GetParameterCount @ 8: 8, GetParameterAt @ 16: 8, GetParameter @ 24: 8
    }
    MI_PropertyDecl: 72, 8 {
        flags @ 0: 4, code @ 4: 4, name @ 8: 8, qualifiers @ 16: 8, numQualifiers @ 24: 4, r#type @ 28: 4,
        className @ 32: 8, subscript @ 40: 4, offset @ 44: 4, origin @ 48: 8, propagator @ 56: 8,
        value @ 64: 8
    }
    MI_PropertySet: 32, 8 { ft @ 0: 8, reserved @ 8: 24 }
    MI_PropertySetFT: 64, 8 {
        GetElementCount @ 0: 8, ContainsElement @ 8: 8, AddElement @ 16: 8, GetElementAt @ 24: 8,
        Clear @ 32: 8, Destruct @ 40: 8, Delete @ 48: 8, Clone @ 56: 8
    }
    MI_ProviderFT: 112, 8 {
        Load @ 0: 8, Unload @ 8: 8, GetInstance @ 16: 8, EnumerateInstances @ 24: 8, CreateInstance @ 32: 8,
        ModifyInstance @ 40: 8, DeleteInstance @ 48: 8, AssociatorInstances @ 56: 8,
        ReferenceInstances @ 64: 8, EnableIndications @ 72: 8, DisableIndications @ 80: 8,
        Subscribe @ 88: 8, Unsubscribe @ 96: 8, Invoke @ 104: 8
    }
    MI_Qualifier: 24, 8 { name @ 0: 8, r#type @ 8: 4, flavor @ 12: 4, value @ 16: 8 }
    MI_QualifierDecl: 32, 8 {
        name @ 0: 8, r#type @ 8: 4, scope @ 12: 4, flavor @ 16: 4, subscript @ 20: 4, value @ 24: 8
    }
    MI_QualifierSet: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_QualifierSetFT: 24, 8 { GetQualifierCount @ 0: 8, GetQualifierAt @ 8: 8, GetQualifier @ 16: 8 }
    MI_Real32A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Real32AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Real32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Real64A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Real64AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Real64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_ReferenceA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_ReferenceAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_ReferenceField: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_SchemaDecl: 32, 8 {
        qualifierDecls @ 0: 8, numQualifierDecls @ 8: 4, classDecls @ 16: 8, numClassDecls @ 24: 4
    }
    MI_Serializer: 16, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8 }
    MI_SerializerFT: 24, 8 { Close @ 0: 8, SerializeClass @ 8: 8, SerializeInstance @ 16: 8 }
    MI_Server: 40, 8 {
        serverFT @ 0: 8, contextFT @ 8: 8, instanceFT @ 16: 8, propertySetFT @ 24: 8, filterFT @ 32: 8
    }
    MI_ServerFT: 16, 8 { GetVersion @ 0: 8, GetSystemName @ 8: 8 }
    MI_Session: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_SessionCallbacks: 24, 8 { callbackContext @ 0: 8, writeMessage @ 8: 8, writeError @ 16: 8 }
    MI_SessionFT: 120, 8 {
        Close @ 0: 8, GetApplication @ 8: 8, GetInstance @ 16: 8, ModifyInstance @ 24: 8,
        CreateInstance @ 32: 8, DeleteInstance @ 40: 8, Invoke @ 48: 8, EnumerateInstances @ 56: 8,
        QueryInstances @ 64: 8, AssociatorInstances @ 72: 8, ReferenceInstances @ 80: 8, Subscribe @ 88: 8,
        GetClass @ 96: 8, EnumerateClasses @ 104: 8, TestConnection @ 112: 8
    }
    MI_Sint16A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Sint16AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Sint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_Sint32A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Sint32AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Sint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Sint64A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Sint64AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Sint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Sint8A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Sint8AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Sint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_StringA: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_StringAField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_StringField: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_SubscriptionDeliveryOptions: 24, 8 { reserved1 @ 0: 8, reserved2 @ 8: 8, ft @ 16: 8 }
    MI_SubscriptionDeliveryOptionsFT: 136, 8 {
        SetString @ 0: 8, SetNumber @ 8: 8, SetDateTime @ 16: 8, SetInterval @ 24: 8,
        AddCredentials @ 32: 8, Delete @ 40: 8, GetString @ 48: 8, GetNumber @ 56: 8, GetDateTime @ 64: 8,
        GetInterval @ 72: 8, GetOptionCount @ 80: 8, GetOptionAt @ 88: 8, GetOption @ 96: 8,
        GetCredentialsCount @ 104: 8, GetCredentialsAt @ 112: 8, GetCredentialsPasswordAt @ 120: 8,
        Clone @ 128: 8
    }
    MI_Timestamp: 32, 4 {
        year @ 0: 4, month @ 4: 4, day @ 8: 4, hour @ 12: 4, minute @ 16: 4, second @ 20: 4,
        microseconds @ 24: 4, utc @ 28: 4
    }
    MI_Uint16A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Uint16AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Uint16Field: 4, 2 { value @ 0: 2, exists @ 2: 1, flags @ 3: 1 }
    MI_Uint32A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Uint32AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Uint32Field: 8, 4 { value @ 0: 4, exists @ 4: 1, flags @ 5: 1 }
    MI_Uint64A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Uint64AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Uint64Field: 16, 8 { value @ 0: 8, exists @ 8: 1, flags @ 9: 1 }
    MI_Uint8A: 16, 8 { data @ 0: 8, size @ 8: 4 }
    MI_Uint8AField: 24, 8 { value @ 0: 16, exists @ 16: 1, flags @ 17: 1 }
    MI_Uint8Field: 3, 1 { value @ 0: 1, exists @ 1: 1, flags @ 2: 1 }
    MI_UserCredentials: 32, 8 { authenticationType @ 0: 8, credentials @ 8: 24 }
    MI_UsernamePasswordCreds: 24, 8 { domain @ 0: 8, username @ 8: 8, password @ 16: 8 }
    MI_UtilitiesFT: 16, 8 { MapErrorToMiErrorCategory @ 0: 8, CimErrorFromErrorCode @ 8: 8 }
    Aliases: 24, 8 {
        size @ 0: 4, capacity @ 4: 4, pos @ 8: 4, data @ 16: 8
    }
    ExtFunctionTable: 56, 8 {
        ft @ 0: 24, nextAliasIndex @ 24: 4, aliases @ 32: 24
    }
    MI_ClassA: 16, 8 {
        data @ 0: 8, size @ 8: 4
    }
    MI_DeserializerCallbacks: 120, 8 {
        classObjectNeededContext @ 0: 8, classObjectNeeded @ 8: 8, includedFileContext @ 16: 8,
        getIncludedFileContent @ 24: 8, freeIncludedFileContent @ 32: 8, instanceResultContext @ 40: 8,
        instanceResult @ 48: 8, classResultContext @ 56: 8, classResult @ 64: 8,
        classObjectNeededOnIdContext @ 72: 8, classObjectNeededOnId @ 80: 8,
        classObjectAndIdContext @ 88: 8, classObjectAndId @ 96: 8, qualifierDeclNeededContext @ 104: 8,
        qualifierDeclNeeded @ 112: 8
    }
    MI_DeserializerFT_INTL: 64, 8 {
        ft @ 0: 48, DeserializeClassArray @ 48: 8, DeserializeInstanceArray @ 56: 8
    }
    MI_ExtendedArray: 48, 8 {
        arr @ 0: 16, reserved1 @ 16: 8, reserved2 @ 24: 8, reserved3 @ 32: 8, reserved4 @ 40: 8
    }
    MI_ExtendedArrayFT: 8, 8 {
        Delete @ 0: 8
    }
}

union_layout! {
    MI_DatetimeUnion: 32, 4 { timestamp, interval }
    MI_UserCredentialsUnion: 24, 8 { usernamePassword, certificateThumbprint }
    MI_Value: 40, 8 {
        boolean, uint8, sint8, uint16, sint16, uint32, sint32, uint64, sint64, real32, real64, char16,
        datetime, string, instance, reference, booleana, uint8a, sint8a, uint16a, sint16a, uint32a, sint32a,
        uint64a, sint64a, real32a, real64a, char16a, datetimea, stringa, referencea, instancea, array
    }
}
