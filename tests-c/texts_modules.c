/* Texts that are not valid Unicode on their way into provider modules and back: nothing becomes Unicode
 * there, also not on the way to the process of a module. */

#include "modules.h"
#include "wrong.h"

TEST(a_module_gets_and_gives_the_units_of_a_text_as_they_are) {
    Client client;
    use_sample();
    open_client(&client);
    Wrong wrong;
    for (unsigned number = 0; wrong_text(number, &wrong); number++) {
        MI_Instance *thing = new_keyed(&client.application, MI_T("Sample_Thing"), wrong.text);
        add_text(thing, MI_T("Label"), wrong.text);
        CHECK_OK(create_instance(&client, thing));
        Outcome outcome = get_instance(&client, thing);
        REQUIRE_RESULT(outcome.result, MI_RESULT_OK);
        CHECK(text_compare(text_of(outcome.instance, MI_T("Id")), wrong.text) == 0);
        CHECK(text_compare(text_of(outcome.instance, MI_T("Label")), wrong.text) == 0);
        CHECK_OK(outcome);
        MI_Instance_Delete(thing);
    }
    close_client(&client);
}
