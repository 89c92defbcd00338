/* checkpoint.c: folders with a policy, its optimiser's state and the caller's metadata. */
#define _GNU_SOURCE /* asprintf */
#include "learner/model/checkpoint.h"

#include "base/file.h"
#include "learner/model/policy_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const files[] = { "config.json", "model.safetensors", "training.safetensors" };
enum { FILES = sizeof files / sizeof *files };
static const char *const moments[] = { ".first", ".second" };
static const char updates_name[] = "updates", metadata_key[] = "lathe";

static lathe_status fail_memory(lathe_error *err, const char *folder)
{
    return lathe_fail(err, LATHE_E_NOMEM, "out of memory for checkpoint '%s'", folder);
}

static hash256 hash_together(const hash256 parts[FILES])
{
    hash_state h;
    hash_begin(&h);
    for (int i = 0; i < FILES; i++)
        hash_add(&h, parts[i].data, sizeof parts[i].data);
    return hash_end(&h);
}

/* Removes a folder that holds nothing but a checkpoint's files; one that is not there is fine. */
static lathe_status remove_folder(const char *folder, lathe_error *err)
{
    for (int i = 0; i < FILES; i++) {
        char *partial = NULL;
        if (asprintf(&partial, "%s/%s.partial", folder, files[i]) < 0)
            return fail_memory(err, folder);
        unlink(partial);
        partial[strlen(partial) - strlen(".partial")] = 0;
        unlink(partial);
        free(partial);
    }
    if (rmdir(folder) != 0 && errno != ENOENT)
        return lathe_fail(err, LATHE_E_IO, "cannot remove '%s': %s", folder, strerror(errno));
    return LATHE_OK;
}

/* Moments of every name, then the counts of updates in the names' order. */
static lathe_status collect_state(const policy *p, adamw *optimiser, policy_blob *blobs, size_t *count, lathe_error *err)
{
    int64_t *updates = calloc((size_t)p->name_count + 1, sizeof *updates);
    char *text = strdup(updates_name);
    if (updates == NULL || text == NULL) {
        free(updates);
        free(text);
        return fail_memory(err, updates_name);
    }
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < p->name_count && st == LATHE_OK; i++) {
        tensor *both[2];
        adamw_moments(optimiser, p->names[i].parameter, &both[0], &both[1]);
        updates[i] = adamw_get_step(optimiser, p->names[i].parameter);
        for (int k = 0; k < 2 && st == LATHE_OK; k++) {
            st = policy_blob_read(p, &p->names[i], both[k], moments[k], &blobs[*count], err);
            *count += st == LATHE_OK;
        }
    }
    policy_blob *b = &blobs[(*count)++];
    b->entry = (safetensors_entry){ .name = text, .type = SAFETENSORS_I64, .rank = 1, .dims = { p->name_count },
                                    .size = p->name_count * sizeof *updates, .data = updates };
    b->data = updates;
    return st;
}

static lathe_status write_state(const policy *p, adamw *optimiser, const char *metadata, const char *path,
                                hash256 *out_hash, lathe_error *err)
{
    size_t count = 0, room = 2 * (size_t)p->name_count + 1;
    lathe_status st = LATHE_OK;
    policy_blob *blobs = calloc(room, sizeof *blobs);
    safetensors_entry *entries = calloc(room, sizeof *entries);
    if (blobs == NULL || entries == NULL)
        st = fail_memory(err, path);
    if (st == LATHE_OK && optimiser != NULL)
        st = collect_state(p, optimiser, blobs, &count, err);
    if (st == LATHE_OK) {
        safetensors_text text = { metadata_key, metadata };
        for (size_t i = 0; i < count; i++)
            entries[i] = blobs[i].entry;
        st = safetensors_write(path, entries, count, &text, metadata != NULL, out_hash, err);
    }
    for (size_t i = 0; blobs != NULL && i < count; i++)
        policy_blob_clear(&blobs[i]);
    free(blobs);
    free(entries);
    return st;
}

/* Puts the whole new folder in the place of the old one. */
static lathe_status replace_folder(const char *partial, const char *folder, const char *old, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    if (file_exists(folder)) {
        st = remove_folder(old, err);
        if (st == LATHE_OK && rename(folder, old) != 0)
            st = lathe_fail(err, LATHE_E_IO, "cannot rename '%s': %s", folder, strerror(errno));
    }
    if (st == LATHE_OK && rename(partial, folder) != 0)
        st = lathe_fail(err, LATHE_E_IO, "cannot rename '%s': %s", partial, strerror(errno));
    if (st == LATHE_OK) {
        char *parent = policy_path(folder, "..");
        st = parent == NULL ? fail_memory(err, folder) : file_sync(parent, err);
        free(parent);
    }
    if (st == LATHE_OK)
        st = remove_folder(old, err);
    return st;
}

lathe_status checkpoint_write(const char *folder, const policy *p, adamw *optimiser, const char *metadata,
                              hash256 *out_hash, lathe_error *err)
{
    hash256 parts[FILES];
    char *partial = NULL, *old = NULL, *state = NULL;
    lathe_status st = fail_memory(NULL, folder);
    if (asprintf(&partial, "%s.partial", folder) < 0)
        partial = NULL;
    if (asprintf(&old, "%s.old", folder) < 0)
        old = NULL;
    state = partial != NULL ? policy_path(partial, files[2]) : NULL;
    if (partial == NULL || old == NULL || state == NULL) {
        fail_memory(err, folder);
        goto done;
    }
    st = remove_folder(partial, err);
    if (st == LATHE_OK)
        st = policy_write(p, partial, true, &parts[0], &parts[1], err);
    if (st == LATHE_OK)
        st = write_state(p, optimiser, metadata, state, &parts[2], err);
    if (st == LATHE_OK)
        st = file_sync(partial, err);
    if (st == LATHE_OK)
        st = replace_folder(partial, folder, old, err);
    if (st == LATHE_OK && out_hash != NULL)
        *out_hash = hash_together(parts);

done:
    free(partial);
    free(old);
    free(state);
    return st;
}

static lathe_status check_config(const policy *p, const char *path, lathe_error *err)
{
    model_config config;
    lathe_status st = model_config_read(path, &config, err);
    if (st != LATHE_OK)
        return st;
    const struct {
        const char *name;
        double stored, wanted;
    } rows[] = {
        { "vocab_size", config.vocab_size, p->config.vocab_size },
        { "hidden_size", config.hidden_size, p->config.hidden_size },
        { "intermediate_size", config.intermediate_size, p->config.intermediate_size },
        { "num_hidden_layers", config.layers, p->config.layers },
        { "num_attention_heads", config.heads, p->config.heads },
        { "num_key_value_heads", config.kv_heads, p->config.kv_heads },
        { "head_dim", config.head_dim, p->config.head_dim },
        { "rms_norm_eps", config.rms_norm_epsilon, p->config.rms_norm_epsilon },
        { "rope_theta", config.rope_theta, p->config.rope_theta },
        { "tie_word_embeddings", config.tied_head, p->config.tied_head },
        { "attention_bias", config.attention_bias, p->config.attention_bias },
        { "architectures", config.has_points, p->config.has_points },
        { "lathe_value_head", config.has_value_head, p->config.has_value_head },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].stored < rows[i].wanted || rows[i].stored > rows[i].wanted)
            return lathe_fail(err, LATHE_E_INPUT, "'%s': key '%s' is %g, the run's model has %g", path, rows[i].name,
                              rows[i].stored, rows[i].wanted);
    return LATHE_OK;
}

static lathe_status check_state(const policy *p, const safetensors_file *file, const char *path, lathe_error *err)
{
    const safetensors_entry *e = safetensors_find(file, updates_name);
    if (e == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%s' is missing", path, updates_name);
    if (e->type != SAFETENSORS_I64 || e->rank != 1 || e->dims[0] != p->name_count)
        return lathe_fail(err, LATHE_E_INPUT, "'%s': tensor '%s' must have %u whole numbers", path, updates_name,
                          p->name_count);
    for (uint32_t i = 0; i < p->name_count; i++)
        for (int k = 0; k < 2; k++) {
            lathe_status st = policy_entry_check(p, file, path, &p->names[i], moments[k], &e, err);
            if (st != LATHE_OK)
                return st;
        }
    return LATHE_OK;
}

static void assign_state(policy *p, const safetensors_file *file, adamw *optimiser)
{
    const char *updates = safetensors_find(file, updates_name)->data;
    char name[sizeof p->names[0].name + 16];
    for (uint32_t i = 0; i < p->name_count; i++) {
        tensor *both[2];
        int64_t step;
        adamw_moments(optimiser, p->names[i].parameter, &both[0], &both[1]);
        for (int k = 0; k < 2; k++) {
            snprintf(name, sizeof name, "%s%s", p->names[i].name, moments[k]);
            policy_entry_assign(p, safetensors_find(file, name), &p->names[i], both[k]);
        }
        memcpy(&step, updates + i * sizeof step, sizeof step);
        adamw_set_step(optimiser, p->names[i].parameter, step);
    }
}

static lathe_status copy_metadata(const safetensors_file *file, const char *path, char **out, lathe_error *err)
{
    const char *text = safetensors_metadata(file, metadata_key);
    *out = text != NULL ? strdup(text) : NULL;
    return text != NULL && *out == NULL ? fail_memory(err, path) : LATHE_OK;
}

static lathe_status read_files(const char *const paths[FILES], policy *p, adamw *optimiser, char **out_metadata,
                               lathe_error *err)
{
    safetensors_file *model = NULL, *state = NULL;
    char *metadata = NULL;
    lathe_status st = check_config(p, paths[0], err);
    if (st == LATHE_OK)
        st = safetensors_open(paths[1], &model, err);
    if (st == LATHE_OK)
        st = safetensors_open(paths[2], &state, err);
    if (st == LATHE_OK)
        st = policy_file_check(p, model, paths[1], NULL, err);
    if (st == LATHE_OK && optimiser != NULL)
        st = check_state(p, state, paths[2], err);
    if (st == LATHE_OK && out_metadata != NULL)
        st = copy_metadata(state, paths[2], &metadata, err);
    if (st == LATHE_OK) {
        tensor_scope_open(p->context, TENSOR_SCOPE_NO_GRADIENT);
        for (uint32_t i = 0; i < p->name_count; i++)
            policy_entry_assign(p, safetensors_find(model, p->names[i].name), &p->names[i],
                                p->parameters[p->names[i].parameter].value);
        if (optimiser != NULL)
            assign_state(p, state, optimiser);
        st = tensor_scope_close(p->context, err);
    }
    if (st == LATHE_OK && out_metadata != NULL)
        *out_metadata = metadata;
    else
        free(metadata);
    safetensors_close(model);
    safetensors_close(state);
    return st;
}

lathe_status checkpoint_read(const char *folder, policy *p, adamw *optimiser, char **out_metadata, lathe_error *err)
{
    char *paths[FILES] = { 0 };
    lathe_status st = LATHE_OK;
    for (int i = 0; i < FILES; i++) {
        paths[i] = policy_path(folder, files[i]);
        if (paths[i] == NULL)
            st = fail_memory(err, folder);
    }
    if (st == LATHE_OK)
        st = read_files((const char *const *)paths, p, optimiser, out_metadata, err);
    for (int i = 0; i < FILES; i++)
        free(paths[i]);
    return st;
}

lathe_status checkpoint_read_metadata(const char *folder, char **out_metadata, lathe_error *err)
{
    safetensors_file *state = NULL;
    char *path = policy_path(folder, files[2]);
    lathe_status st = path == NULL ? fail_memory(err, folder) : safetensors_open(path, &state, err);
    if (st == LATHE_OK)
        st = copy_metadata(state, path, out_metadata, err);
    safetensors_close(state);
    free(path);
    return st;
}

static lathe_status hash_stream(const char *path, hash256 *out, lathe_error *err)
{
    unsigned char chunk[1 << 16];
    hash_state h;
    FILE *f = fopen(path, "rbe");
    if (f == NULL)
        return lathe_fail(err, LATHE_E_IO, "cannot open '%s': %s", path, strerror(errno));
    hash_begin(&h);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        hash_add(&h, chunk, n);
    bool failed = ferror(f) != 0;
    fclose(f);
    if (failed)
        return lathe_fail(err, LATHE_E_IO, "cannot read '%s'", path);
    *out = hash_end(&h);
    return LATHE_OK;
}

lathe_status checkpoint_hash(const char *folder, hash256 *out_hash, lathe_error *err)
{
    hash256 parts[FILES];
    for (int i = 0; i < FILES; i++) {
        char *path = policy_path(folder, files[i]);
        lathe_status st = path == NULL ? fail_memory(err, folder) : hash_stream(path, &parts[i], err);
        free(path);
        if (st != LATHE_OK)
            return st;
    }
    *out_hash = hash_together(parts);
    return LATHE_OK;
}
