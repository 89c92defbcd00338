#include "reward/lazy/pieces.h"

typedef struct flat {
    double s, r;
} flat;

static flat turned(kernel_vec p, lazy_scan scan)
{
    return (flat){ p.x * scan.along_u + p.y * scan.along_v, p.y * scan.along_u - p.x * scan.along_v };
}

static uint32_t line_piece(flat a, flat b, lazy_piece *out)
{
    if (a.r == b.r)
        return 0;
    const double slope = (b.s - a.s) / (b.r - a.r);
    *out = (lazy_piece){ .low = fmin(a.r, b.r), .high = fmax(a.r, b.r), .base = a.s - slope * a.r, .slope = slope };
    return 1;
}

/* From angle to angle without an extreme of r between. */
static uint32_t arc_piece(flat center, double radius, double from, double to, double r_from, double r_to, lazy_piece *out)
{
    if (r_from == r_to)
        return 0;
    *out = (lazy_piece){ .low = fmin(r_from, r_to), .high = fmax(r_from, r_to), .base = center.s, .middle = center.r,
                         .square = radius * radius, .side = cos((from + to) / 2) > 0 ? 1 : -1 };
    return 1;
}

uint32_t lazy_pieces_of(const lazy_curve *curve, lazy_scan scan, lazy_piece *out)
{
    const flat a = turned(curve->a, scan), b = turned(curve->b, scan);
    if (!curve->is_arc)
        return line_piece(a, b, out);
    const flat center = turned(curve->center, scan);
    const double turn = curve->axis.z > 0 ? 1 : -1;
    /* Walked with rising angles; r is extreme at odd quarters. */
    const flat first = turn > 0 ? a : b, last = turn > 0 ? b : a;
    const double from = atan2(first.r - center.r, first.s - center.s), to = from + curve->sweep;
    double angle = from, r = first.r;
    uint32_t count = 0;
    for (double quarter = ceil(from / M_PI - .5); count < LAZY_PIECES_A_CURVE - 1; quarter++) {
        const double extreme = (quarter + .5) * M_PI;
        if (extreme <= angle)
            continue;
        if (extreme >= to)
            break;
        const double r_extreme = center.r + (fmod(fabs(quarter), 2) == 0 ? curve->radius : -curve->radius);
        count += arc_piece(center, curve->radius, angle, extreme, r, r_extreme, out + count);
        angle = extreme;
        r = r_extreme;
    }
    return count + arc_piece(center, curve->radius, angle, to, r, last.r, out + count);
}

bool lazy_disc_of(const lazy_curve *curve, lazy_scan scan, lazy_piece *out)
{
    const flat center = turned(curve->center, scan);
    if (!curve->is_arc || !(curve->sweep >= 2 * M_PI) ||
        arc_piece(center, curve->radius, 0, 0, center.r - curve->radius, center.r + curve->radius, out) == 0)
        return false;
    out->is_disc = true;
    return true;
}
