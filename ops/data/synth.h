/* synth.h: procedural parts as CadQuery scripts in CAD-Recode's dialect.
 *
 * The dialect (arXiv 2412.14042): work planes 'XY', 'YZ' or 'ZX' with an origin on their normal; bodies that are boxes,
 * cylinders, or sketches of segments and arcs, rectangles and circles, with holes by mode 's', extruded; their union in `r`.
 * Coordinates are whole or halves, in [-100, 100]. Parts are centred; the greatest extent of those above level 2 is 200, or what
 * the grid allows of it. A script is a pure function of (options, index): no state, thread-safe. Whether it runs and leaves one
 * valid solid, only the engine can say (example_job.h asks it). */
#ifndef LATHE_OPS_DATA_SYNTH_H
#define LATHE_OPS_DATA_SYNTH_H

#include "base/bytes.h"

enum {
    SYNTH_VERSION = 1, /* counted up whenever the same options would give other scripts */
    SYNTH_LEVEL_MAX = 5,
    SYNTH_SCRIPT_MAX = 16 << 10, /* bytes of the longest script */
};

typedef struct synth_options {
    uint64_t seed;
    uint32_t level_low;  /* 1: one box or cylinder; 2: a plate or disc with holes; 3: an outline of lines and arcs; */
    uint32_t level_high; /* 4: two bodies; 5: three to five. Each part's level is drawn evenly from low..high */
    uint32_t grid;       /* sizes and places are multiples of this, or of its half where centring needs it; 1 to 50 */
} synth_options;
#define SYNTH_OPTIONS_INIT { .seed = 1, .level_low = 1, .level_high = 2, .grid = 10 }

/* LATHE_E_INPUT names the option that is out of range. */
lathe_status synth_check_options(const synth_options *options, lathe_error *err);
/* Appends the script of part `index`, NUL not counted. Options must be sound. *out_level (NULL is fine): its level. */
lathe_status synth_script(const synth_options *options, uint32_t index, bytes *out, uint32_t *out_level, lathe_error *err);

#endif
