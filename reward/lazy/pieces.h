/* pieces.h: internal to reward/lazy: outlines as pieces that a scan line meets once.
 *
 * A scan line has a coordinate r and runs along s. A piece is met where low <= r < high, at s = base + slope * r, or for
 * arcs at s = base + side * sqrt(radius^2 - (r - middle)^2). Pieces that follow one another share their end to the bit, so
 * that the number met is even outside all outlines. */
#ifndef LATHE_REWARD_LAZY_PIECES_H
#define LATHE_REWARD_LAZY_PIECES_H

#include "reward/lazy/shape.h"

typedef struct lazy_piece {
    double low, high;
    double base, slope;
    double middle, square; /* of the radius; of a line 0 */
    double side;           /* +1 or -1; of a line 0 */
    bool is_disc;          /* a whole circle, side +1: also met as far on the other side of the base */
} lazy_piece;

/* At most so many pieces a curve: an arc is cut where r is extreme. */
enum { LAZY_PIECES_A_CURVE = 3 };

/* How a scan line lies in a profile's frame: s = u along_u + v along_v, r = v along_u - u along_v. */
typedef struct lazy_scan {
    double along_u, along_v;
} lazy_scan;

/* A whole circle as one piece that is met twice. False for other curves. */
bool lazy_disc_of(const lazy_curve *curve, lazy_scan scan, lazy_piece *out);

/* Where the scan line at r, which must meet the piece, does so. */
static inline double lazy_piece_at(const lazy_piece *q, double r)
{
    const double off = r - q->middle;
    return q->base + q->slope * r + (q->side != 0 ? q->side * sqrt(fmax(0, q->square - off * off)) : 0);
}

/* Writes at most LAZY_PIECES_A_CURVE pieces; their number. */
uint32_t lazy_pieces_of(const lazy_curve *curve, lazy_scan scan, lazy_piece *out);

#endif
