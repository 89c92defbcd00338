/* letters.h: what Python's string methods know of characters: case, digits, space. */
#ifndef LATHE_REWARD_SCRIPT_LETTERS_H
#define LATHE_REWARD_SCRIPT_LETTERS_H

#include <stdbool.h>
#include <stdint.h>

uint32_t letter_lower(uint32_t code);
/* The one letter, where there is one; the code itself where upper case is none or several letters. */
uint32_t letter_upper(uint32_t code);
/* Upper case of several letters, UTF-8 (German sharp s, ligatures); NULL for all else. Static storage. */
const char *letter_upper_text(uint32_t code);
bool letter_is_lower(uint32_t code);
bool letter_is_upper(uint32_t code);
bool letter_is_alpha(uint32_t code);
bool letter_is_decimal(uint32_t code); /* 0 to 9 of some script */
int letter_decimal_value(uint32_t code); /* -1 for all else */
bool letter_is_digit(uint32_t code);   /* superscripts and the like too */
bool letter_is_numeric(uint32_t code); /* fractions and the like too */
bool letter_is_space(uint32_t code);
bool letter_is_printable(uint32_t code);

#endif
