#include "learner/text/byte_alphabet.h"

static bool stands_for_itself(unsigned byte)
{
    return (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
}

static unsigned code_point_of(unsigned char byte)
{
    unsigned others = 0;
    if (stands_for_itself(byte))
        return byte;
    for (unsigned b = 0; b < byte; b++)
        others += !stands_for_itself(b);
    return 0x100 + others;
}

unsigned char byte_alphabet_at(unsigned place)
{
    for (int themselves = 1; themselves >= 0; themselves--)
        for (unsigned b = 0; b < 256; b++)
            if (stands_for_itself(b) == (themselves == 1) && place-- == 0)
                return (unsigned char)b;
    return 0;
}

lathe_status byte_alphabet_spell(const char *data, size_t length, bytes *out, lathe_error *err)
{
    for (size_t i = 0; i < length; i++) {
        unsigned point = code_point_of((unsigned char)data[i]);
        unsigned char text[2] = {(unsigned char)point, 0};
        size_t size = 1;
        if (point >= 0x80) {
            text[0] = (unsigned char)(0xc0 | point >> 6);
            text[1] = (unsigned char)(0x80 | (point & 0x3f));
            size = 2;
        }
        lathe_status st = bytes_append(out, text, size, err);
        if (st != LATHE_OK)
            return st;
    }
    return LATHE_OK;
}

/* The byte of a code point; -1 if it is not of the alphabet. */
static int byte_of(unsigned point)
{
    if (point < 0x100)
        return stands_for_itself(point) ? (int)point : -1;
    return point < 0x100 + 68 ? byte_alphabet_at(point - 0x100 + 188) : -1;
}

lathe_status byte_alphabet_read(const char *spelling, size_t length, bytes *out, bool *out_valid, lathe_error *err)
{
    size_t before = out->length;
    for (size_t i = 0; i < length; i++) {
        unsigned char first = (unsigned char)spelling[i];
        int byte = -1;
        if (first < 0x80)
            byte = byte_of(first);
        else if ((first & 0xe0) == 0xc0 && i + 1 < length)
            byte = byte_of((first & 0x1fu) << 6 | ((unsigned char)spelling[++i] & 0x3fu));
        if (byte < 0) {
            out->length = before;
            *out_valid = false;
            return LATHE_OK;
        }
        char c = (char)byte;
        lathe_status st = bytes_append(out, &c, 1, err);
        if (st != LATHE_OK)
            return st;
    }
    *out_valid = true;
    return LATHE_OK;
}
