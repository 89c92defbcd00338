#include "reward/script/letters.h"

#include "reward/script/lex.h"

typedef struct case_run {
    uint32_t first, last;
    uint32_t step;
    int32_t add;
} case_run;

static const case_run to_lower[] = {
#define LOWER(first, last, step, add) {first, last, step, add},
#include "reward/script/letters.def"
#undef LOWER
};

static const case_run to_upper[] = {
#define UPPER(first, last, step, add) {first, last, step, add},
#include "reward/script/letters.def"
#undef UPPER
};

typedef struct code_range {
    uint32_t first, last;
} code_range;

#define COUNT(array) (sizeof(array) / sizeof *(array))

static uint32_t map(const case_run *runs, size_t count, uint32_t code)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (runs[middle].last < code)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == count || code < runs[low].first || (code - runs[low].first) % runs[low].step)
        return code;
    return (uint32_t)((int64_t)code + runs[low].add);
}

static bool in_ranges(const code_range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

uint32_t letter_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    return map(to_lower, COUNT(to_lower), code);
}

uint32_t letter_upper(uint32_t code)
{
    if (code < 0x80)
        return code >= 'a' && code <= 'z' ? code - 32 : code;
    return map(to_upper, COUNT(to_upper), code);
}

const char *letter_upper_text(uint32_t code)
{
    switch (code) {
    case 0xdf:
        return "SS";
    case 0x149:
        return "\xca\xbcN";
    case 0xfb00:
        return "FF";
    case 0xfb01:
        return "FI";
    case 0xfb02:
        return "FL";
    case 0xfb03:
        return "FFI";
    case 0xfb04:
        return "FFL";
    case 0xfb05:
    case 0xfb06:
        return "ST";
    default:
        return NULL;
    }
}

/* Small letters without a capital: ordinal signs, phonetic letters, modifiers. */
static const code_range lower_only[] = {
    {0xaa, 0xaa},     {0xba, 0xba},     {0x138, 0x138},   {0x18d, 0x18d},   {0x19b, 0x19b},   {0x1aa, 0x1ab},
    {0x1ba, 0x1ba},   {0x1be, 0x1be},   {0x221, 0x221},   {0x234, 0x239},   {0x255, 0x255},   {0x258, 0x258},
    {0x25a, 0x25a},   {0x25d, 0x25f},   {0x262, 0x262},   {0x264, 0x264},   {0x267, 0x267},   {0x26d, 0x26e},
    {0x270, 0x270},   {0x273, 0x274},   {0x276, 0x27c},   {0x27e, 0x27f},   {0x281, 0x281},   {0x284, 0x286},
    {0x28d, 0x291},   {0x293, 0x293},   {0x295, 0x29c},   {0x29f, 0x2b8},   {0x2c0, 0x2c1},   {0x2e0, 0x2e4},
    {0x37a, 0x37a},   {0x3fc, 0x3fc},   {0x560, 0x560},   {0x588, 0x588},   {0x1d00, 0x1d78}, {0x1d7a, 0x1d7c},
    {0x1d7e, 0x1d8d}, {0x1d8f, 0x1dbf}, {0x1e9c, 0x1e9d}, {0x1e9f, 0x1e9f}, {0x2071, 0x2071}, {0x207f, 0x207f},
    {0x2090, 0x209c}, {0x210a, 0x210a}, {0x210e, 0x210f}, {0x2113, 0x2113}, {0x212f, 0x212f}, {0x2134, 0x2134},
    {0x2139, 0x2139}, {0x213c, 0x213d}, {0x2146, 0x2149},
};

bool letter_is_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'a' && code <= 'z';
    return letter_upper(code) != code || letter_upper_text(code) || in_ranges(lower_only, COUNT(lower_only), code);
}

bool letter_is_upper(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z';
    return letter_lower(code) != code;
}

bool letter_is_alpha(uint32_t code)
{
    if (code < 0x80)
        return letter_is_lower(code) || letter_is_upper(code);
    return lex_is_name_code(code, false) && !letter_is_numeric(code);
}

int letter_decimal_value(uint32_t code)
{
    /* Where the zeros of the scripts' digits stand. */
    static const uint32_t zeros[] = {
        '0',     0x660,   0x6f0,   0x7c0,   0x966,   0x9e6,   0xa66,   0xae6,   0xb66,   0xbe6,   0xc66,   0xce6,   0xd66,
        0xde6,   0xe50,   0xed0,   0xf20,   0x1040,  0x1090,  0x17e0,  0x1810,  0x1946,  0x19d0,  0x1a80,  0x1a90,  0x1b50,
        0x1bb0,  0x1c40,  0x1c50,  0xa620,  0xa8d0,  0xa900,  0xa9d0,  0xa9f0,  0xaa50,  0xabf0,  0xff10,  0x104a0, 0x1d7ce,
        0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1fbf0,
    };
    for (size_t i = 0; i < COUNT(zeros); i++)
        if (code >= zeros[i] && code < zeros[i] + 10)
            return (int)(code - zeros[i]);
    return -1;
}

bool letter_is_decimal(uint32_t code) { return letter_decimal_value(code) >= 0; }

bool letter_is_digit(uint32_t code)
{
    static const code_range ranges[] = {
        {0xb2, 0xb3},     {0xb9, 0xb9},     {0x1369, 0x1371}, {0x19da, 0x19da}, {0x2070, 0x2070}, {0x2074, 0x2079},
        {0x2080, 0x2089}, {0x2460, 0x2468}, {0x2474, 0x247c}, {0x2488, 0x2490}, {0x24ea, 0x24ea}, {0x24f5, 0x24fd},
        {0x24ff, 0x24ff}, {0x2776, 0x277e}, {0x2780, 0x2788}, {0x278a, 0x2792},
    };
    return letter_is_decimal(code) || in_ranges(ranges, COUNT(ranges), code);
}

bool letter_is_numeric(uint32_t code)
{
    static const code_range ranges[] = {
        {0xbc, 0xbe},     {0x9f4, 0x9f9},   {0xb72, 0xb77},   {0xbf0, 0xbf2},   {0xc78, 0xc7e},   {0xd58, 0xd5e},
        {0xd70, 0xd78},   {0xf2a, 0xf33},   {0x1372, 0x137c}, {0x16ee, 0x16f0}, {0x17f0, 0x17f9}, {0x2150, 0x2182},
        {0x2185, 0x2189}, {0x2469, 0x2473}, {0x247d, 0x2487}, {0x2491, 0x249b}, {0x24eb, 0x24f4}, {0x24fe, 0x24fe},
        {0x277f, 0x277f}, {0x2789, 0x2789}, {0x2793, 0x2793}, {0x2cfd, 0x2cfd}, {0x3007, 0x3007}, {0x3021, 0x3029},
        {0x3038, 0x303a}, {0x3192, 0x3195}, {0x3220, 0x3229}, {0x3248, 0x324f}, {0x3251, 0x325f}, {0x3280, 0x3289},
        {0x32b1, 0x32bf},
    };
    return letter_is_digit(code) || in_ranges(ranges, COUNT(ranges), code);
}

bool letter_is_space(uint32_t code)
{
    if (code < 0x80)
        return code == ' ' || (code >= '\t' && code <= '\r') || (code >= 0x1c && code <= 0x1f);
    static const code_range ranges[] = {{0x85, 0x85},     {0xa0, 0xa0},     {0x1680, 0x1680}, {0x2000, 0x200a},
                                        {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}};
    return in_ranges(ranges, COUNT(ranges), code);
}

bool letter_is_printable(uint32_t code)
{
    static const code_range ranges[] = {
        {0, 0x1f},        {0x7f, 0xa0},     {0xad, 0xad},     {0x378, 0x379},   {0x600, 0x605},   {0x61c, 0x61c},
        {0x6dd, 0x6dd},   {0x70f, 0x70f},   {0x1680, 0x1680}, {0x180e, 0x180e}, {0x2000, 0x200f}, {0x2028, 0x202f},
        {0x205f, 0x206f}, {0x3000, 0x3000}, {0xd800, 0xf8ff}, {0xfeff, 0xfeff}, {0xfff0, 0xfffb}, {0xfffe, 0xffff},
        {0xe0000, 0x10ffff},
    };
    return !in_ranges(ranges, COUNT(ranges), code);
}
