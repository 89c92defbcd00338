/* codec_internal.h: what the codec's files share. Each message has two conversions (to and from the generated struct) and one
 * check of the plain struct, which both directions pass. Only proto/ includes this. */
#ifndef LATHE_PROTO_CODEC_INTERNAL_H
#define LATHE_PROTO_CODEC_INTERNAL_H

#include "proto/codec.h"
#include "proto/lathe.pb-c.h"

/* Appends the message to *out; refuses more than max bytes. `what` names it in errors. */
lathe_status codec_pack_message(const ProtobufCMessage *message, size_t max, const char *what, bytes *out,
                                lathe_error *err);
/* Memory is bounded by a small multiple of length. Caller owns *out_message (codec_free_message). */
lathe_status codec_unpack_message(const ProtobufCMessageDescriptor *descriptor, const void *data, size_t length,
                                  size_t max, const char *what, ProtobufCMessage **out_message, lathe_error *err);
void codec_free_message(void *message); /* NULL is fine */

lathe_status codec_check_version(uint32_t version, const char *what, lathe_error *err);
/* LATHE_E_INPUT "WHAT: NAME is VALUE, more than MAX" unless value <= max. */
lathe_status codec_check_at_most(uint64_t value, uint64_t max, const char *name, lathe_error *err);
lathe_status codec_check_finite(double value, const char *name, lathe_error *err);
/* Refuses a char array without an end. */
lathe_status codec_check_text(const char *text, size_t size, const char *name, lathe_error *err);

lathe_status codec_check_limits(const run_limits *limits, lathe_error *err);
lathe_status codec_check_outcome(const run_outcome *outcome, lathe_error *err);
lathe_status codec_check_counts(const score_counts *counts, lathe_error *err);

/* Text from outside as valid UTF-8 without control characters, cut at a character where it does not fit. */
void codec_copy_text(char *to, size_t size, const char *from);

void codec_limits_to_wire(const run_limits *from, Lathe__Proto__Limits *to);
void codec_limits_from_wire(const Lathe__Proto__Limits *from, run_limits *to);
void codec_outcome_to_wire(const run_outcome *from, Lathe__Proto__Outcome *to);
lathe_status codec_outcome_from_wire(const Lathe__Proto__Outcome *from, run_outcome *to, lathe_error *err);
void codec_counts_to_wire(const score_counts *from, Lathe__Proto__Counts *to);
void codec_counts_from_wire(const Lathe__Proto__Counts *from, score_counts *to);
ProtobufCBinaryData codec_bytes_to_wire(byte_view view);
byte_view codec_bytes_from_wire(ProtobufCBinaryData data);

#endif
