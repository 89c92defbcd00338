/* checkpoint.h: a policy and its optimiser on disk, so that training goes on as if it had not stopped.
 *
 * A checkpoint is a folder: config.json and model.safetensors as transformers reads them (value head included),
 * and training.safetensors with the moments (NAME.first, NAME.second by Hugging Face's names), the counts of
 * updates and free metadata. It is written as FOLDER.partial, fsynced and renamed: a folder without that ending is
 * whole. Its hash is the SHA-256 of the files' SHA-256 in order (config, model, training), so that equal states
 * have equal hashes. */
#ifndef LATHE_LEARNER_MODEL_CHECKPOINT_H
#define LATHE_LEARNER_MODEL_CHECKPOINT_H

#include "base/hash.h"
#include "learner/model/policy.h"
#include "learner/tensor/optimiser.h"

/* optimiser: over policy_parameters in that order; NULL leaves its state out. metadata: JSON text of the caller's;
 * NULL: none. An existing checkpoint of that name is replaced (a crash in between leaves a whole one or none,
 * beside a .partial or .old). */
lathe_status checkpoint_write(const char *folder, const policy *p, adamw *optimiser, const char *metadata,
                              hash256 *out_hash, lathe_error *err);
/* Reads the weights into p and the state into optimiser (NULL: not wanted). The configurations must agree.
 * *out_metadata (NULL is fine) is the caller's to free(); NULL where none was written. Errors name file and
 * tensor; p and optimiser are changed only after everything was checked. */
lathe_status checkpoint_read(const char *folder, policy *p, adamw *optimiser, char **out_metadata, lathe_error *err);
/* Only the metadata, without reading weights. */
lathe_status checkpoint_read_metadata(const char *folder, char **out_metadata, lathe_error *err);
/* The hash of what is on disk, to be compared with the recorded one before it is trusted. */
lathe_status checkpoint_hash(const char *folder, hash256 *out_hash, lathe_error *err);

#endif
