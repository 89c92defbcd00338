/* codec.h: messages to bytes and back, with every size, version and enumeration checked before use.
 *
 * Packing appends to *out (whose maximum bounds it) and refuses what unpacking would refuse. Unpacking never trusts its
 * input: LATHE_E_INPUT with one line that says what is wrong, LATHE_E_NOMEM without memory; *out is untouched then.
 * A message of another version is refused with a line that names both versions. Functions are thread-safe; there is no
 * state. */
#ifndef LATHE_PROTO_CODEC_H
#define LATHE_PROTO_CODEC_H

#include "base/bytes.h"
#include "proto/messages.h"

enum {
    CODEC_VERSION = 1,
    CODEC_MAX_SCRIPT = 1 << 20,            /* bytes of a script */
    CODEC_MAX_SOURCE = 64 << 20,           /* bytes of a source that is no script */
    CODEC_MAX_FILE = 64 << 20,             /* bytes of each file in a reply */
    CODEC_MAX_TARGET = 4 << 20,            /* bytes of a target blob */
    CODEC_MAX_POINTS = 1 << 20,            /* surface points */
    CODEC_MAX_CHAMFER_POINTS = 65536,      /* of a target */
    CODEC_MAX_PNG_SIZE = 4096,             /* pixels a side */
    CODEC_MAX_WALL_MS = 3600 * 1000,
    CODEC_MAX_SLOTS = 4096,                /* of one worker */
    CODEC_MAX_ACKNOWLEDGED = 65536,        /* job ids in one Acknowledge */
    CODEC_MAX_TEXT = 256,                  /* bytes of names and reasons, the end included; longer ones are cut */
    CODEC_MAX_ENVELOPE = 6 << 20,          /* bytes of a message between learner and worker */
    CODEC_MAX_EXECUTOR_MESSAGE = 224 << 20 /* bytes of a message between worker and executor */
};

lathe_status codec_pack_request(const executor_request *request, bytes *out, lathe_error *err);
lathe_status codec_unpack_request(const void *data, size_t length, executor_request *out, lathe_error *err);
void executor_request_clear(executor_request *request); /* frees what an unpacked one owns; NULL and zeroed are fine */

lathe_status codec_pack_reply(const executor_reply *reply, bytes *out, lathe_error *err);
lathe_status codec_unpack_reply(const void *data, size_t length, executor_reply *out, lathe_error *err);
void executor_reply_clear(executor_reply *reply);

lathe_status codec_pack_ready(const executor_ready *ready, bytes *out, lathe_error *err);
lathe_status codec_unpack_ready(const void *data, size_t length, executor_ready *out, lathe_error *err);

/* ---- learner and worker: one envelope a ZeroMQ message ---- */

typedef enum envelope_kind {
    ENVELOPE_HELLO = 1,
    ENVELOPE_WELCOME,
    ENVELOPE_REFUSED,
    ENVELOPE_CREDIT,
    ENVELOPE_JOB,
    ENVELOPE_RESULT,
    ENVELOPE_ACKNOWLEDGE,
    ENVELOPE_TARGET_REQUEST,
    ENVELOPE_TARGET_DATA,
    ENVELOPE_HEARTBEAT,
    ENVELOPE_GOODBYE
} envelope_kind;

typedef struct envelope {
    envelope_kind kind;
    union {
        struct {
            char worker[CODEC_MAX_TEXT], host[CODEC_MAX_TEXT], engine[CODEC_MAX_TEXT];
            uint32_t slots;
        } hello;
        struct {
            uint64_t epoch;
            uint32_t heartbeat_ms;
            char engine[CODEC_MAX_TEXT];
        } welcome;
        struct {
            char reason[CODEC_MAX_TEXT];
            bool hello_again; /* the broker does not know this peer (it restarted): introduce yourself */
        } refused;
        uint32_t credit; /* jobs that the worker can take beyond those it allowed before */
        score_job job;
        score_result result;
        struct {
            const uint64_t *job_ids;
            size_t count;
            uint64_t epoch;
        } acknowledge;
        hash256 target_request;
        struct {
            hash256 hash;
            byte_view blob; /* empty: the learner has no such target */
        } target_data;
        uint32_t busy;                /* heartbeat: jobs that the sender has */
        char reason[CODEC_MAX_TEXT];  /* goodbye */
    };
    void *owner;
} envelope;

lathe_status codec_pack_envelope(const envelope *e, bytes *out, lathe_error *err);
/* A Refused is read whatever its version is, so that a refusal always arrives with its reason. */
lathe_status codec_unpack_envelope(const void *data, size_t length, envelope *out, lathe_error *err);
void envelope_clear(envelope *e);
/* Takes the job out of an ENVELOPE_JOB, with what it owns; *e is cleared. */
score_job envelope_take_job(envelope *e);
void score_job_clear(score_job *job);

#endif
