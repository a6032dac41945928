/* A protocol handler that does what the destination of a session says, right or wrong. It is loaded, and
 * linked to nothing of the library that loads it. */

#ifndef VENDOR_H
#define VENDOR_H

#include "../text.h"

/* Writes a line into the file that the variable VENDOR_LOG names. */
void write_log(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A value as the log has it. */
void write_value(const char *what, const MI_Char *name, const MI_Value *value, MI_Type type, MI_Uint32 flags);

/* An instance with a class name and up to 16 elements of numbers and texts. */
MI_Result MI_CALL vendor_new_instance(MI_Application *application, const MI_Char *class_name,
                                      const MI_ClassDecl *declaration, MI_Instance **instance);

/* One with a number in the element Number. */
MI_Instance *numbered(const MI_Char *class_name, MI_Uint32 number);

/* Writes all that an instance has into the log. */
void log_instance(const char *what, const MI_Instance *instance);

/* Options of all kinds: what is set is logged. */
MI_Result MI_CALL vendor_new_destination_options(MI_Application *application, MI_DestinationOptions *options);
MI_Result MI_CALL vendor_new_operation_options(MI_Application *application, MI_Boolean must_understand,
                                               MI_OperationOptions *options);
MI_Result MI_CALL vendor_new_delivery_options(MI_Application *application, MI_SubscriptionDeliveryType type,
                                              MI_SubscriptionDeliveryOptions *options);

/* A session whose operations do what the script says, and the end of what they left. */
MI_Result start_session(const MI_Char *script, MI_Session *session);
void end_operations(void);

#endif
