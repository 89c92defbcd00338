/* What rows cost: milliseconds a mesh, by kind of mesh and grid. Prints one line each. */
#include <stdio.h>

#include "base/clock.h"
#include "reward/measure/score.h"
#include "tests/support/shapes.h"

static double milliseconds(const triangle_mesh *m, row_grid grid)
{
    box3 box = {{0}, {0}};
    int64_t best = INT64_MAX;
    mesh_box(m, &box);
    for (int i = 0; i < 7; i++) {
        sample_rows r = {0};
        int64_t start = clock_monotonic_ns();
        if (rows_from_mesh(m, &box, grid, &r, NULL) != LATHE_OK)
            abort();
        int64_t took = clock_monotonic_ns() - start;
        best = took < best ? took : best;
        rows_clear(&r);
    }
    return (double)best / 1e6;
}

int main(void)
{
    triangle_mesh shapes[] = {shape_box(0, 0, 0, 1, 1, 1), shape_cylinder(0, 0, 1, 0, 3, 500), shape_sphere(1, 32),
                              shape_sphere(1, 200)};
    static const char *const names[] = {"box", "upright cylinder", "sphere", "fine sphere"};
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        for (int g = 0; g < ROW_GRID_COUNT; g++)
            printf("%s, %u triangles, %s: %.3f ms\n", names[i], shapes[i].triangle_count, row_grid_name((row_grid)g),
                   milliseconds(&shapes[i], (row_grid)g));
        mesh_clear(&shapes[i]);
    }
    return 0;
}
