#include "wrong.h"

typedef struct Units {
    unsigned width;
    unsigned long units[LONGEST_WRONG];
    const char *unit;
} Units;

static const Units all[] = {
    /* A continuation without a beginning, a beginning without one, and one that ends too early. */
    {1, {'A', 0xbf, 'B'}, "the byte 0xBF at index 1"},
    {1, {'A', 0xe9, 'B'}, "the byte 0xE9 at index 1"},
    {1, {'A', 0xe2, 0x82}, "the byte 0xE2 at index 1"},
    /* An overlong slash, half of a surrogate pair in three bytes, both halves so, and 0x110000. */
    {1, {'A', 0xc0, 0xaf}, "the byte 0xC0 at index 1"},
    {1, {'A', 0xed, 0xa0, 0x80}, "the byte 0xED at index 1"},
    {1, {'A', 0xed, 0xa0, 0xb4, 0xed, 0xb4, 0x9e}, "the byte 0xED at index 1"},
    {1, {'A', 0xf4, 0x90, 0x80, 0x80}, "the byte 0xF4 at index 1"},
    {1, {'A', 0xff}, "the byte 0xFF at index 1"},
    /* The first half alone, the second alone, and both in the wrong order. */
    {2, {'A', 0xd834, 'B'}, "the unit 0xD834 at index 1"},
    {2, {'A', 0xdd1e}, "the unit 0xDD1E at index 1"},
    {2, {'A', 0xdd1e, 0xd834}, "the unit 0xDD1E at index 1"},
    /* Halves of pairs, also both, for which one unit would do; and numbers behind the last code point. */
    {4, {'A', 0xd834, 'B'}, "the unit 0xD834 at index 1"},
    {4, {'A', 0xd834, 0xdd1e}, "the unit 0xD834 at index 1"},
    {4, {'A', 0x110000, 'B'}, "the unit 0x110000 at index 1"},
    {4, {'A', 0xffffffff}, "the unit 0xFFFFFFFF at index 1"},
};

bool wrong_text(unsigned number, Wrong *wrong) {
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (all[i].width == sizeof(MI_Char) && number-- == 0) {
            for (unsigned at = 0; at < LONGEST_WRONG; at++) {
                wrong->text[at] = (MI_Char)all[i].units[at];
            }
            wrong->unit = all[i].unit;
            return true;
        }
    }
    return false;
}
