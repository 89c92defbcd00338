/* drawing_library.c: the way into the library lathe-drawing. */
#include "ops/report/drawing.h"

const drawing_library *lathe_drawing_library(void)
{
    static const drawing_library functions = {chart_draw, sheet_draw};
    return &functions;
}
