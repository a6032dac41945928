/* What the tests share: applications, sessions, instances, and reading an operation to its end. */

#ifndef FIXTURE_H
#define FIXTURE_H

#include <mi.h>

#include "harness.h"
#include "text.h"

#define NAMESPACE MI_T("root/test")

/* The class of error instances, and its properties that are not CIM_Error's: the number, whose number that
 * is, the kind of error, and the result in words. */
#ifdef _WIN32
#define ERROR_CLASS MI_T("MSFT_WmiError")
#define ERROR_CODE MI_T("error_Code")
#define ERROR_TYPE MI_T("error_Type")
#define ERROR_CATEGORY MI_T("error_Category")
#define ERROR_RESULT_TEXT MI_T("error_WindowsErrorMessage")
#else
#define ERROR_CLASS MI_T("OMI_Error")
#define ERROR_CODE MI_T("OMI_Code")
#define ERROR_TYPE MI_T("OMI_Type")
#define ERROR_CATEGORY MI_T("OMI_Category")
#define ERROR_RESULT_TEXT MI_T("OMI_ErrorMessage")
#endif

/* An application, a session in it, and nothing else open. The test ends if that fails. */
typedef struct Client {
    MI_Application application;
    MI_Session session;
} Client;

MI_Application open_application(void);
MI_Session open_session(MI_Application *application);
void open_client(Client *client);
void close_client(Client *client);

/* A dynamic instance of a class. */
MI_Instance *new_instance(MI_Application *application, const MI_Char *class_name);

/* A dynamic instance of a class with the key Id. */
MI_Instance *new_keyed(MI_Application *application, const MI_Char *class_name, const MI_Char *id);

void add_text(MI_Instance *instance, const MI_Char *name, const MI_Char *text);
void add_uint32(MI_Instance *instance, const MI_Char *name, MI_Uint32 number);

/* The text of an element: NULL where it is NULL. The test ends where there is none of that name and type. */
const MI_Char *text_of(const MI_Instance *instance, const MI_Char *name);
MI_Uint32 uint32_of(const MI_Instance *instance, const MI_Char *name);
bool is_null(const MI_Instance *instance, const MI_Char *name);
bool has_element(const MI_Instance *instance, const MI_Char *name);

/* How an operation ended. */
typedef struct Outcome {
    MI_Result result;
    unsigned count;        /* the instances, or the classes */
    MI_Instance *instance; /* a copy of the first instance */
    MI_Class *class_;      /* a copy of the first class */
    MI_Instance *details;  /* a copy of the error instance */
    char message[512];
} Outcome;

/* Reads a synchronous operation that gives instances to its end, and closes it. */
Outcome finish_instances(MI_Operation *operation);
Outcome finish_classes(MI_Operation *operation);
void free_outcome(Outcome *outcome);

/* Holds an outcome to a result. A failure must have an error instance that says the result, and whose message
 * names `part`. */
bool check_outcome_at(const char *file, int line, const char *text, Outcome outcome, MI_Result expected,
                      const char *part);
#define CHECK_OK(outcome) check_outcome_at(__FILE__, __LINE__, #outcome, outcome, MI_RESULT_OK, NULL)
#define CHECK_FAILS(outcome, expected, part)                                                                 \
    check_outcome_at(__FILE__, __LINE__, #outcome, outcome, expected, part)

/* The operations, synchronous and whole. */
Outcome create_instance(Client *client, const MI_Instance *instance);
Outcome modify_instance(Client *client, const MI_Instance *instance);
Outcome get_instance(Client *client, const MI_Instance *instance);
Outcome delete_instance(Client *client, const MI_Instance *instance);
Outcome enumerate_instances(Client *client, MI_Uint32 flags, const MI_Char *class_name, bool keys_only);
Outcome get_class(Client *client, const MI_Char *class_name);

/* The class of that name in the repository; the caller deletes it. */
MI_Class *fetch_class(Client *client, const MI_Char *class_name);

/* Compiles a file of MOF into NAMESPACE of the test's repository with the tool `mi`. */
void compile_mof(const char *path);

/* Compiles so many instances of Test_Numbered into the test's repository: Number from 0 on, in the Group
 * "many". */
void compile_instances(unsigned count);

/* Far more instances than an operation keeps for a slow client. */
enum { MANY_INSTANCES = 3000 };
void compile_many_instances(void);

/* Starts an enumeration of the instances of a class. */
MI_Operation start_enumeration(Client *client, const MI_Char *class_name, MI_Uint32 flags,
                               MI_OperationCallbacks *callbacks);

/* Holds an error instance to what every error instance has. */
bool check_details_at(const char *file, int line, const MI_Instance *details, MI_Result expected,
                      const char *part);

/* What the result callbacks were told. The functions below are such callbacks; the context is a Recorder. */
typedef struct Recorder {
    Event results;  /* each call */
    Event finished; /* the call with moreResults false */
    unsigned instances;
    unsigned classes;
    MI_Result result;
    bool operation_given;
    bool acknowledgement_given;
    bool has_message;
    bool has_details;
    pthread_t thread;
} Recorder;

#define RECORDER_INITIALISER                                                                                 \
    { EVENT_INITIALISER, EVENT_INITIALISER, 0, 0, MI_RESULT_OK, false, false, false, false, (pthread_t)0 }

void MI_CALL record_instance(MI_Operation *operation, void *context, const MI_Instance *instance,
                             MI_Boolean more_results, MI_Result result, const MI_Char *message,
                             const MI_Instance *details,
                             MI_Result(MI_CALL *acknowledge)(MI_Operation *operation));
void MI_CALL record_class(MI_Operation *operation, void *context, const MI_Class *class_result,
                          MI_Boolean more_results, MI_Result result, const MI_Char *message,
                          const MI_Instance *details,
                          MI_Result(MI_CALL *acknowledge)(MI_Operation *operation));
void MI_CALL record_indication(MI_Operation *operation, void *context, const MI_Instance *instance,
                               const MI_Char *bookmark, const MI_Char *machine, MI_Boolean more_results,
                               MI_Result result, const MI_Char *message, const MI_Instance *details,
                               MI_Result(MI_CALL *acknowledge)(MI_Operation *operation));

/* Callbacks with all three result callbacks into a recorder. */
MI_OperationCallbacks recording_callbacks(Recorder *recorder);

/* The last result of an operation, which waits for its acknowledgement. The function is a callback that fills
 * it in. */
typedef struct Withheld {
    Event results;
    Event finished;
    MI_Operation operation;
    const MI_Instance *instance;
    MI_Result(MI_CALL *acknowledge)(MI_Operation *operation);
    MI_Result result;
} Withheld;

#define WITHHELD_INITIALISER                                                                                 \
    { EVENT_INITIALISER, EVENT_INITIALISER, MI_OPERATION_NULL, NULL, NULL, MI_RESULT_FAILED }

void MI_CALL withhold(MI_Operation *operation, void *context, const MI_Instance *instance,
                      MI_Boolean more_results, MI_Result result, const MI_Char *message,
                      const MI_Instance *details, MI_Result(MI_CALL *acknowledge)(MI_Operation *operation));
MI_OperationCallbacks withholding_callbacks(Withheld *withheld);

/* Acknowledges the result that waits. */
void acknowledge(Withheld *withheld);

/* Raises an event, as the completion of a close. */
void MI_CALL raise_event(void *event);

/* A declaration's code: lower first letter, lower last letter, length. */
MI_Uint32 code_of(const MI_Char *name);

#endif
