/* unicode.c: the little that the lexer knows of Unicode: decoding, and what may stand in names. */
#include "reward/script/lex.h"

int lex_decode(const char *p, const char *end, uint32_t *out_code)
{
    const unsigned char *u = (const unsigned char *)p;
    ptrdiff_t left = end - p;
    if (left < 1)
        return 0;
    if (u[0] < 0x80) {
        *out_code = u[0];
        return 1;
    }
    int length = u[0] >= 0xf0 ? 4 : u[0] >= 0xe0 ? 3 : 2;
    if (u[0] < 0xc2 || u[0] > 0xf4 || left < length)
        return 0;
    uint32_t code = u[0] & (0x7fu >> length);
    for (int i = 1; i < length; i++) {
        if ((u[i] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (u[i] & 0x3f);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[length] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
        return 0;
    *out_code = code;
    return length;
}

/* Blocks of signs that are no letters, by the Unicode charts: punctuation, symbols, controls, private use. What stands
 * in none of them counts as a letter; Python's own list (XID_Start) is finer, and differs only in scripts that nobody
 * names variables in. */
static const struct {
    uint32_t first, last;
} signs[] = {
    {0x80, 0xa9}, {0xab, 0xb4}, {0xb6, 0xb9}, {0xbb, 0xbf}, {0xd7, 0xd7}, {0xf7, 0xf7}, {0x2c2, 0x2c5}, {0x2d2, 0x2df},
    {0x37e, 0x37e}, {0x387, 0x387}, {0x55a, 0x55f}, {0x589, 0x58f}, {0x5be, 0x5be}, {0x600, 0x60f}, {0x964, 0x965},
    {0x2000, 0x203e}, {0x2041, 0x2053}, {0x2055, 0x2070}, {0x2072, 0x207e}, {0x2080, 0x208f}, {0x20a0, 0x20cf},
    {0x2100, 0x2101}, {0x2103, 0x2106}, {0x2108, 0x2109}, {0x2114, 0x2114}, {0x2116, 0x2117}, {0x211e, 0x2123},
    {0x2190, 0x2bff}, {0x2e00, 0x2fff}, {0x3000, 0x3004}, {0x3008, 0x3020}, {0x3030, 0x3030}, {0x303d, 0x303f},
    {0xe000, 0xf8ff}, {0xfd3e, 0xfd3f}, {0xfe00, 0xfe32}, {0xfe35, 0xfe4c}, {0xfe50, 0xfe6f}, {0xfeff, 0xff0f},
    {0xff1a, 0xff20}, {0xff3b, 0xff3e}, {0xff40, 0xff40}, {0xff5b, 0xff65}, {0xffe0, 0xffff}, {0x1d000, 0x1d3ff},
    {0x1f000, 0x1faff}, {0xe0000, 0x10ffff},
};

bool lex_is_name_code(uint32_t code, bool inside)
{
    if (code < 0x80)
        return code == '_' || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z') ||
               (inside && code >= '0' && code <= '9');
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (code >= signs[i].first && code <= signs[i].last)
            return false;
    /* Combining marks and variation go on with a name, but begin none. */
    return inside || !(code >= 0x300 && code <= 0x36f);
}
