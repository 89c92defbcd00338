# Writes row_orders (row_grid.h). ROW_STEP_Y is read from there. usage: awk -f row_orders.awk row_grid.h
/^#define ROW_STEP_Y / { step = $3 }
function fraction(x) { return x - int(x) }
# Way in y from the band's first row to row i, modulo 1; side 0 is the lattice.
function way(side, i) { return side ? (i % side) / side : fraction(fraction(.5 + (i + 1) * step) - fraction(.5 + step) + 1) }
function order(side, rows,   i, c, n, count, place, first, offset) {
    for (i = 0; i < rows; i++)
        count[int(way(side, i) * rows)]++
    for (c = 0; c <= 2 * rows + 1; c++) {
        first[c] = place[c] = n < 2 * rows ? n : 2 * rows
        n += count[c % rows]
    }
    for (i = 0; i < rows; i++)
        offset[place[int(way(side, i) * rows)]++] = i
    printf "    {%d,\n     {", rows
    for (i = 0; i < 2 * rows + 8; i++)
        printf "%d,", offset[i % rows]
    printf "},\n     {"
    for (c = 0; c <= 2 * rows + 1; c++)
        printf "%d,", first[c]
    printf "}},\n"
}
END {
    printf "#include \"reward/measure/row_grid.h\"\nconst row_order row_orders[ROW_LAYOUTS][ROW_ORDERS] = {\n"
    for (side = 32; side <= 256; side *= 2) {
        printf "  {\n"
        order(side > 32 ? side : 0, 256)
        order(side > 32 ? side : 0, 1024)
        printf "  },\n"
    }
    printf "};\n"
}
