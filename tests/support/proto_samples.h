/* proto_samples.h: one good message of every kind, with every field set. */
#ifndef LATHE_TESTS_SUPPORT_PROTO_SAMPLES_H
#define LATHE_TESTS_SUPPORT_PROTO_SAMPLES_H

#include "proto/codec.h"

executor_request sample_run_request(void);
executor_request sample_score_request(void);
executor_reply sample_run_reply(void);
executor_reply sample_score_reply(void);
executor_reply sample_failed_reply(void);
envelope sample_envelope(envelope_kind kind);

#endif
