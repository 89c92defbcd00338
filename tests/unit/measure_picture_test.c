/* Pictures: sizes, areas, a common frame, determinism. With a path as argument, writes a sample sheet there. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include "base/file.h"
#include "reward/measure/picture.h"
#include "tests/support/shapes.h"

static uint32_t covered(const picture *p, const picture_area *area)
{
    uint32_t count = 0;
    for (uint32_t y = area->y; y < area->y + area->height; y++)
        for (uint32_t x = area->x; x < area->x + area->width; x++)
            count += memcmp(picture_pixels(p) + (y * picture_width(p) + x) * 3, "\xff\xff\xff", 3) != 0;
    return count;
}

static void a_part_covers_its_silhouette(void **state)
{
    (void)state;
    picture *p = NULL, *again = NULL;
    triangle_mesh m = shape_box(0, 0, 0, 1, 1, 1);
    const box3 frame = {{0, 0, 0}, {1, 1, 1}};
    const picture_area all = {0, 0, 200, 200};
    assert_int_equal(picture_new(200, 200, PICTURE_WHITE, &p, NULL), LATHE_OK);
    assert_int_equal(picture_new(200, 200, PICTURE_WHITE, &again, NULL), LATHE_OK);
    assert_int_equal(picture_draw_mesh(p, &all, &m, &frame, PICTURE_TRUTH, NULL), LATHE_OK);
    /* A cube's isometric outline is a regular hexagon, 1.633 units high, of area sqrt(3). */
    double expected = sqrt(3) * pow(200 * .88 / 1.632993, 2);
    assert_true(fabs(covered(p, &all) / expected - 1) < .03);
    assert_int_equal(picture_draw_mesh(again, &all, &m, &frame, PICTURE_TRUTH, NULL), LATHE_OK);
    assert_memory_equal(picture_pixels(p), picture_pixels(again), 200 * 200 * 3);
    picture_free(p);
    picture_free(again);
    mesh_clear(&m);
}

static void a_frame_is_shared_and_areas_are_kept(void **state)
{
    (void)state;
    picture *p = NULL;
    triangle_mesh small = shape_box(0, 0, 0, 1, 1, 1), far = shape_box(90, 90, 90, 1e9, 91, 1e30);
    const box3 frame = {{0, 0, 0}, {2, 2, 2}};
    const picture_area left = {0, 0, 100, 100}, right = {100, 0, 100, 100};
    assert_int_equal(picture_new(200, 100, PICTURE_WHITE, &p, NULL), LATHE_OK);
    assert_int_equal(picture_draw_mesh(p, &left, &small, &frame, PICTURE_TRUTH, NULL), LATHE_OK);
    assert_int_equal(covered(p, &right), 0);
    double quarter = covered(p, &left) / (sqrt(3) * pow(88 / 1.632993, 2));
    assert_true(fabs(quarter - .25) < .03);
    assert_int_equal(picture_draw_mesh(p, &left, &far, &frame, PICTURE_TRUTH, NULL), LATHE_OK);
    assert_int_equal(covered(p, &right), 0);
    picture_free(p);
    mesh_clear(&small);
    mesh_clear(&far);
}

static void what_cannot_be_drawn_is_refused(void **state)
{
    (void)state;
    picture *p = NULL;
    triangle_mesh m = shape_box(0, 0, 0, 1, 1, 1), empty = MESH_INIT;
    box3 frame = {{0, 0, 0}, {1, 1, 1}};
    assert_int_equal(picture_new(0, 10, PICTURE_WHITE, &p, NULL), LATHE_E_INPUT);
    assert_int_equal(picture_new(10, PICTURE_MAX_SIDE + 1, PICTURE_WHITE, &p, NULL), LATHE_E_INPUT);
    assert_int_equal(picture_new(10, 10, PICTURE_WHITE, &p, NULL), LATHE_OK);
    assert_int_equal(picture_draw_mesh(p, &(picture_area){5, 0, 6, 10}, &m, &frame, PICTURE_TRUTH, NULL), LATHE_E_INPUT);
    assert_int_equal(picture_draw_mesh(p, &(picture_area){UINT32_MAX, 0, 6, 10}, &m, &frame, PICTURE_TRUTH, NULL),
                     LATHE_E_INPUT);
    assert_int_equal(picture_draw_mesh(p, &(picture_area){0, 0, 10, 10}, &empty, &frame, PICTURE_TRUTH, NULL), LATHE_OK);
    frame.high[0] = NAN;
    assert_int_equal(picture_draw_mesh(p, &(picture_area){0, 0, 10, 10}, &m, &frame, PICTURE_TRUTH, NULL), LATHE_E_INPUT);
    frame = (box3){{0, 0, 0}, {0, 0, 0}};
    assert_int_equal(picture_draw_mesh(p, &(picture_area){0, 0, 10, 10}, &m, &frame, PICTURE_TRUTH, NULL), LATHE_OK);
    picture_free(p);
    mesh_clear(&m);
}

static void a_png_says_its_size(void **state)
{
    (void)state;
    triangle_mesh m = shape_sphere(1, 16);
    bytes png;
    lathe_error err = {0};
    bytes_init(&png, 1 << 20);
    assert_int_equal(picture_of_mesh(&m, 64, &png, NULL), LATHE_OK);
    assert_memory_equal(png.data, "\x89PNG\r\n\x1a\n", 8);
    assert_memory_equal(png.data + 16, "\0\0\0\x40\0\0\0\x40", 8);
    bytes_clear(&png);
    bytes_init(&png, 100);
    assert_int_equal(picture_of_mesh(&m, 64, &png, &err), LATHE_E_INPUT);
    bytes_clear(&png);
    mesh_clear(&m);
}

static int write_sheet(const char *path)
{
    picture *p = NULL;
    bytes png;
    triangle_mesh shapes[4] = {shape_box(0, 0, 0, 3, 2, 1), shape_cylinder(0, 0, 1, 0, 2, 96), shape_sphere(1, 32),
                               shape_box(-2, -2, 0, 2, 2, .5)};
    triangle_mesh post = shape_cylinder(0, 0, .8, .5, 3, 64);
    shape_add(&shapes[3], &post, false);
    picture_new(1600, 400, PICTURE_WHITE, &p, NULL);
    for (uint32_t i = 0; i < 4; i++) {
        box3 frame;
        mesh_box(&shapes[i], &frame);
        picture_draw_mesh(p, &(picture_area){i * 400, 0, 400, 400}, &shapes[i], &frame, i % 2 ? PICTURE_PREDICTION : PICTURE_TRUTH, NULL);
        mesh_clear(&shapes[i]);
    }
    mesh_clear(&post);
    bytes_init(&png, 16 << 20);
    lathe_status st = picture_write_png(p, &png, NULL);
    if (st == LATHE_OK)
        st = file_write_atomically(path, png.data, png.length, NULL);
    bytes_clear(&png);
    picture_free(p);
    return st == LATHE_OK ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_part_covers_its_silhouette),
        cmocka_unit_test(a_frame_is_shared_and_areas_are_kept),
        cmocka_unit_test(what_cannot_be_drawn_is_refused),
        cmocka_unit_test(a_png_says_its_size),
    };
    if (argc > 1)
        return write_sheet(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
