/* codec.c: packing and unpacking as such, and the parts that several messages contain. */
#include "proto/codec_internal.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

lathe_status codec_pack_message(const ProtobufCMessage *message, size_t max, const char *what, bytes *out,
                                lathe_error *err)
{
    size_t length = protobuf_c_message_get_packed_size(message);
    if (length > max)
        return lathe_fail(err, LATHE_E_INPUT, "%s of %zu bytes, more than %zu", what, length, max);
    unsigned char *to = NULL;
    lathe_status st = bytes_grow(out, length, &to, err);
    if (st == LATHE_OK)
        protobuf_c_message_pack(message, to);
    return st;
}

/* What one unpacking may still allocate: hostile input must not cost a multiple of its size. */
typedef struct unpack_budget {
    size_t left;
    bool out_of_memory;
} unpack_budget;

static void *budget_alloc(void *context, size_t size)
{
    unpack_budget *budget = context;
    if (size > budget->left)
        return NULL;
    void *p = malloc(size);
    if (p)
        budget->left -= size;
    else
        budget->out_of_memory = true;
    return p;
}

static void budget_free(void *context, void *p)
{
    (void)context;
    free(p);
}

lathe_status codec_unpack_message(const ProtobufCMessageDescriptor *descriptor, const void *data, size_t length,
                                  size_t max, const char *what, ProtobufCMessage **out_message, lathe_error *err)
{
    if (length > max)
        return lathe_fail(err, LATHE_E_INPUT, "%s of %zu bytes, more than %zu", what, length, max);
    unpack_budget budget = {.left = 2 * length + (1u << 20)};
    ProtobufCAllocator allocator = {.alloc = budget_alloc, .free = budget_free, .allocator_data = &budget};
    ProtobufCMessage *message = protobuf_c_message_unpack(descriptor, &allocator, length, data);
    if (!message && budget.out_of_memory)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %s of %zu bytes", what, length);
    if (!message)
        return lathe_fail(err, LATHE_E_INPUT, "malformed %s (%zu bytes)", what, length);
    *out_message = message;
    return LATHE_OK;
}

void codec_free_message(void *message)
{
    if (message) /* budget_alloc is malloc, so the default allocator's free fits */
        protobuf_c_message_free_unpacked(message, NULL);
}

lathe_status codec_check_version(uint32_t version, const char *what, lathe_error *err)
{
    if (version == CODEC_VERSION)
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "%s of protocol version %" PRIu32 ", this program speaks %d", what, version,
                      CODEC_VERSION);
}

lathe_status codec_check_at_most(uint64_t value, uint64_t max, const char *name, lathe_error *err)
{
    if (value <= max)
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "malformed message: %s is %" PRIu64 ", more than %" PRIu64, name, value, max);
}

lathe_status codec_check_finite(double value, const char *name, lathe_error *err)
{
    if (isfinite(value))
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "malformed message: %s is not finite", name);
}

lathe_status codec_check_text(const char *text, size_t size, const char *name, lathe_error *err)
{
    if (memchr(text, 0, size))
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "malformed message: %s has no end within %zu bytes", name, size);
}

lathe_status codec_check_limits(const run_limits *limits, lathe_error *err)
{
    const struct {
        const char *name;
        uint64_t value;
    } rows[] = {
        {"steps", limits->steps},         {"arena_bytes", limits->arena_bytes},
        {"recursion", limits->recursion}, {"shapes", limits->shapes},
        {"faces", limits->faces},         {"memory_bytes", limits->memory_bytes},
        {"wall_ms", limits->wall_ms},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].value == 0)
            return lathe_fail(err, LATHE_E_INPUT, "limit '%s' is 0: every limit must be given", rows[i].name);
    return codec_check_at_most(limits->wall_ms, CODEC_MAX_WALL_MS, "limit 'wall_ms'", err);
}

lathe_status codec_check_outcome(const run_outcome *outcome, lathe_error *err)
{
    lathe_status st = codec_check_at_most(outcome->failure, FAILURE_COUNT - 1, "failure", err);
    if (st == LATHE_OK)
        st = codec_check_at_most(outcome->valid, SHAPE_NOT_VALID, "validity", err);
    if (st == LATHE_OK)
        st = codec_check_text(outcome->message, sizeof outcome->message, "outcome's message", err);
    if (st == LATHE_OK)
        st = codec_check_finite(outcome->milliseconds, "milliseconds", err);
    if (st == LATHE_OK && outcome->milliseconds < 0)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: milliseconds below 0");
    if (st == LATHE_OK && (outcome->signal < 0 || outcome->signal > 64))
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: no such signal as %d", outcome->signal);
    return st;
}

lathe_status codec_check_counts(const score_counts *counts, lathe_error *err)
{
    if (counts->both > counts->truth || counts->both > counts->prediction)
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: more samples in both than in either");
    lathe_status st = codec_check_finite(counts->truth_box_volume, "truth's box volume", err);
    if (st == LATHE_OK)
        st = codec_check_finite(counts->prediction_box_volume, "prediction's box volume", err);
    if (st == LATHE_OK && (counts->truth_box_volume < 0 || counts->prediction_box_volume < 0))
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: box volume below 0");
    if (st == LATHE_OK)
        st = codec_check_finite(counts->chamfer, "chamfer distance", err);
    if (st == LATHE_OK && counts->chamfer < 0)
        st = lathe_fail(err, LATHE_E_INPUT, "malformed message: chamfer distance below 0");
    return st;
}

/* The length of the well-formed UTF-8 character at s (Unicode 15, table 3-7), 0 if there is none. */
static size_t utf8_length(const unsigned char *s)
{
    static const struct {
        unsigned char first_low, first_high, second_low, second_high, length;
    } forms[] = {
        {0x20, 0x7e, 0, 0, 1},       {0xc2, 0xdf, 0x80, 0xbf, 2}, {0xe0, 0xe0, 0xa0, 0xbf, 3},
        {0xe1, 0xec, 0x80, 0xbf, 3}, {0xed, 0xed, 0x80, 0x9f, 3}, {0xee, 0xef, 0x80, 0xbf, 3},
        {0xf0, 0xf0, 0x90, 0xbf, 4}, {0xf1, 0xf3, 0x80, 0xbf, 4}, {0xf4, 0xf4, 0x80, 0x8f, 4},
    };
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
        if (s[0] < forms[i].first_low || s[0] > forms[i].first_high)
            continue;
        if (forms[i].length > 1 && (s[1] < forms[i].second_low || s[1] > forms[i].second_high))
            return 0;
        for (size_t k = 2; k < forms[i].length; k++)
            if (s[k] < 0x80 || s[k] > 0xbf)
                return 0;
        return forms[i].length;
    }
    return 0;
}

void codec_copy_text(char *to, size_t size, const char *from)
{
    size_t used = 0;
    while (*from) {
        size_t length = utf8_length((const unsigned char *)from);
        size_t step = length ? length : 1;
        if (used + step >= size)
            break;
        if (length)
            memcpy(to + used, from, length);
        else
            to[used] = (unsigned char)*from < 0x20 || *from == 0x7f ? ' ' : '?';
        used += step;
        from += step;
    }
    to[used] = 0;
}

void codec_limits_to_wire(const run_limits *from, Lathe__Proto__Limits *to)
{
    lathe__proto__limits__init(to);
    to->steps = from->steps;
    to->arena_bytes = from->arena_bytes;
    to->recursion = from->recursion;
    to->shapes = from->shapes;
    to->faces = from->faces;
    to->memory_bytes = from->memory_bytes;
    to->wall_ms = from->wall_ms;
}

void codec_limits_from_wire(const Lathe__Proto__Limits *from, run_limits *to)
{
    *to = (run_limits){.steps = from->steps,
                       .arena_bytes = from->arena_bytes,
                       .recursion = from->recursion,
                       .shapes = from->shapes,
                       .faces = from->faces,
                       .memory_bytes = from->memory_bytes,
                       .wall_ms = from->wall_ms};
}

void codec_outcome_to_wire(const run_outcome *from, Lathe__Proto__Outcome *to)
{
    lathe__proto__outcome__init(to);
    to->failure = (char *)failure_name(from->failure);
    to->message = (char *)from->message;
    to->line = from->line;
    to->column = from->column;
    to->deterministic = from->deterministic;
    to->signal = from->signal;
    to->milliseconds = from->milliseconds;
    to->valid = (Lathe__Proto__Validity)from->valid;
    to->lazy = from->lazy;
}

lathe_status codec_outcome_from_wire(const Lathe__Proto__Outcome *from, run_outcome *to, lathe_error *err)
{
    lathe_failure failure;
    if (!failure_from_name(from->failure, &failure)) {
        char name[48];
        codec_copy_text(name, sizeof name, from->failure);
        return lathe_fail(err, LATHE_E_INPUT, "malformed message: no such failure as '%s'", name);
    }
    *to = (run_outcome){.failure = failure,
                        .line = from->line,
                        .column = from->column,
                        .deterministic = from->deterministic != 0,
                        .signal = from->signal,
                        .milliseconds = from->milliseconds,
                        .valid = (shape_validity)from->valid,
                        .lazy = from->lazy != 0};
    codec_copy_text(to->message, sizeof to->message, from->message);
    return codec_check_outcome(to, err);
}

void codec_counts_to_wire(const score_counts *from, Lathe__Proto__Counts *to)
{
    lathe__proto__counts__init(to);
    to->both = from->both;
    to->truth = from->truth;
    to->prediction = from->prediction;
    to->outside = from->outside;
    to->rows = from->rows;
    to->open_rows = from->open_rows;
    to->truth_box_volume = from->truth_box_volume;
    to->prediction_box_volume = from->prediction_box_volume;
    to->alignment = from->alignment;
    to->has_chamfer = from->has_chamfer;
    to->chamfer = from->chamfer;
}

void codec_counts_from_wire(const Lathe__Proto__Counts *from, score_counts *to)
{
    *to = (score_counts){.both = from->both,
                         .truth = from->truth,
                         .prediction = from->prediction,
                         .outside = from->outside,
                         .rows = from->rows,
                         .open_rows = from->open_rows,
                         .truth_box_volume = from->truth_box_volume,
                         .prediction_box_volume = from->prediction_box_volume,
                         .alignment = from->alignment,
                         .has_chamfer = from->has_chamfer != 0,
                         .chamfer = from->chamfer};
}

ProtobufCBinaryData codec_bytes_to_wire(byte_view view)
{
    return (ProtobufCBinaryData){.len = view.length, .data = (uint8_t *)view.data};
}

byte_view codec_bytes_from_wire(ProtobufCBinaryData data)
{
    return (byte_view){.data = data.data, .length = data.len};
}
