/* text.h: writing as faces. Errors as in kernel.h.
 *
 * The fonts are DejaVu's, of the distribution: what fontconfig and OpenCASCADE's font manager take for sans, serif and
 * monospace where nothing else is installed. Other fonts of a host are not looked at, so that a script gives the same
 * part everywhere; a name that is not of that family gets the one by which OpenCASCADE would replace it. */
#ifndef LATHE_REWARD_KERNEL_TEXT_H
#define LATHE_REWARD_KERNEL_TEXT_H

#include "reward/kernel/solid.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum kernel_font_style { KERNEL_FONT_REGULAR, KERNEL_FONT_BOLD, KERNEL_FONT_ITALIC } kernel_font_style;
typedef enum kernel_text_across { KERNEL_TEXT_LEFT, KERNEL_TEXT_MIDDLE, KERNEL_TEXT_RIGHT } kernel_text_across;
typedef enum kernel_text_down { KERNEL_TEXT_TOP, KERNEL_TEXT_CENTER, KERNEL_TEXT_BOTTOM } kernel_text_down;

typedef struct kernel_text {
    const char *words;   /* UTF-8; \n begins a line */
    const char *font;    /* family, in any case */
    const char *path;    /* of a file, or NULL; one that is not among the fonts is passed over */
    kernel_font_style style;
    kernel_text_across across; /* which part of a line stands at x 0 */
    kernel_text_down down;     /* which part of all lines stands at y 0 */
    double size;
} kernel_text;

/* Maps the font's files; call it before a sandbox closes them away. Later calls do nothing. */
void kernel_fonts_open(void);
/* "DejaVu Sans 2.37", or NULL where it is not installed; static storage. */
const char *kernel_font(void);
/* A compound of the glyphs in the plane XY: a face or a compound of faces each. Not without a font. */
lathe_status kernel_text_faces(const kernel_text *text, kernel_shape **out, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
