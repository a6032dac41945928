/* What the tests of the three kinds of options share: one body for each kind of setter and getter. */

#ifndef OPTIONS_H
#define OPTIONS_H

#include <string.h>

#include "fixture.h"

/* A text option: absent at first, set, overwritten, copied, and found under its own name. */
#define CHECK_TEXT_OPTION(KIND, options, Name, option_name)                                                  \
    do {                                                                                                     \
        const MI_Char *read_ = MI_T("untouched");                                                            \
        MI_Char text_[] = MI_T("first");                                                                     \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &read_), MI_RESULT_NO_SUCH_PROPERTY);                    \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, text_), MI_RESULT_OK);                                   \
        text_[0] = 'x';                                                                                      \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &read_), MI_RESULT_OK);                                  \
        CHECK_TEXT(read_, "first");                                                                          \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, MI_T("second")), MI_RESULT_OK);                          \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &read_), MI_RESULT_OK);                                  \
        CHECK_TEXT(read_, "second");                                                                         \
        CHECK_TEXT(text_option(options, option_name), "second");                                             \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, NULL), MI_RESULT_INVALID_PARAMETER);                     \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, NULL), MI_RESULT_INVALID_PARAMETER);                     \
        CHECK_RESULT(MI_##KIND##_Set##Name(NULL, MI_T("x")), MI_RESULT_INVALID_PARAMETER);                   \
        CHECK_RESULT(MI_##KIND##_Get##Name(NULL, &read_), MI_RESULT_INVALID_PARAMETER);                      \
    } while (0)

/* A number option of any C type, with two of its values. */
#define CHECK_NUMBER_OPTION(KIND, options, Name, Type, option_name, one, two)                                \
    do {                                                                                                     \
        Type number_ = (Type)77;                                                                             \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &number_), MI_RESULT_NO_SUCH_PROPERTY);                  \
        CHECK_NUMBER(number_, (Type)77);                                                                     \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, one), MI_RESULT_OK);                                     \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &number_), MI_RESULT_OK);                                \
        CHECK_NUMBER(number_, one);                                                                          \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, two), MI_RESULT_OK);                                     \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &number_), MI_RESULT_OK);                                \
        CHECK_NUMBER(number_, two);                                                                          \
        CHECK_NUMBER(number_option(options, option_name), two);                                              \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, NULL), MI_RESULT_INVALID_PARAMETER);                     \
        CHECK_RESULT(MI_##KIND##_Set##Name(NULL, one), MI_RESULT_INVALID_PARAMETER);                         \
        CHECK_RESULT(MI_##KIND##_Get##Name(NULL, &number_), MI_RESULT_INVALID_PARAMETER);                    \
    } while (0)

/* An interval option. */
#define CHECK_INTERVAL_OPTION(KIND, options, Name)                                                           \
    do {                                                                                                     \
        MI_Interval in_ = {1, 2, 3, 4, 5, 0, 0, 0}, out_ = {9, 9, 9, 9, 9, 0, 0, 0};                         \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &out_), MI_RESULT_NO_SUCH_PROPERTY);                     \
        CHECK_NUMBER(out_.days, 9);                                                                          \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, &in_), MI_RESULT_OK);                                    \
        in_.days = 8;                                                                                        \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, &out_), MI_RESULT_OK);                                   \
        CHECK(out_.days == 1 && out_.hours == 2 && out_.minutes == 3 && out_.seconds == 4 &&                 \
              out_.microseconds == 5);                                                                       \
        CHECK_RESULT(MI_##KIND##_Set##Name(options, NULL), MI_RESULT_INVALID_PARAMETER);                     \
        CHECK_RESULT(MI_##KIND##_Get##Name(options, NULL), MI_RESULT_INVALID_PARAMETER);                     \
        CHECK_RESULT(MI_##KIND##_Set##Name(NULL, &in_), MI_RESULT_INVALID_PARAMETER);                        \
        CHECK_RESULT(MI_##KIND##_Get##Name(NULL, &out_), MI_RESULT_INVALID_PARAMETER);                       \
    } while (0)

static inline MI_UserCredentials user_credentials(const MI_Char *type, const MI_Char *domain,
                                                  const MI_Char *user, const MI_Char *password) {
    MI_UserCredentials credentials;
    memset(&credentials, 0, sizeof credentials);
    credentials.authenticationType = type;
    credentials.credentials.usernamePassword.domain = domain;
    credentials.credentials.usernamePassword.username = user;
    credentials.credentials.usernamePassword.password = password;
    return credentials;
}

static inline MI_UserCredentials certificate_credentials(const MI_Char *type, const MI_Char *thumbprint) {
    MI_UserCredentials credentials;
    memset(&credentials, 0, sizeof credentials);
    credentials.authenticationType = type;
    credentials.credentials.certificateThumbprint = thumbprint;
    return credentials;
}

#endif
