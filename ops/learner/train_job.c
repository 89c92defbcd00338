#include "ops/learner/train_job.h"

#include <inttypes.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "learner/model/checkpoint.h"
#include "learner/train/ppo.h"
#include "learner/train/sft.h"
#include "ops/jobs/reward_keys.h"
#include "ops/jobs/run_data.h"
#include "ops/jobs/run_history.h"
#include "ops/jobs/run_ports.h"
#include "ops/learner/progress.h"
#include "ops/learner/run_model.h"
#include "ops/learner/run_options.h"
#include "ops/learner/stop_signals.h"
#include "ops/learner/versions.h"
#include "storage/query.h"

enum { STAGE_SFT, STAGE_PPO, CHART_COLUMNS = 78 };

typedef struct train_job {
    const config *config;
    const char *database;
    experiment_db *db;
    experiment_run run;
    experiment_lock *lock;
    uint64_t epoch;
    char folder[PATH_MAX];      /* of the run */
    char checkpoints[PATH_MAX]; /* in it */
    run_model model;
    policy *reference;
    fleet *fleet;
    run_ports *ports;
    progress *progress;
    bool stopped;
} train_job;

/* ---- set-up ---- */

static bool is_asked_to_stop(void *context)
{
    (void)context;
    return stop_signals_asked();
}

static void pass_progress(void *context, uint32_t stage, uint32_t done, uint32_t total, const char *text)
{
    progress_show(((train_job *)context)->progress, stage, done, total, text);
}

static void tell_step(void *context, const step_report *report, bool replayed)
{
    progress_step(((train_job *)context)->progress, report, replayed);
}

static void tell_event(void *context, const char *text)
{
    progress_say(((train_job *)context)->progress, text);
}

/* The run's folder stands beside the database. */
static lathe_status make_folders(train_job *j, lathe_error *err)
{
    const char *slash = strrchr(j->database, '/');
    int parent = slash ? (int)(slash - j->database) + 1 : 0;
    int length = snprintf(j->folder, sizeof j->folder, "%.*s%s", parent, j->database, j->run.name);
    if (length < 0 || length + 16 >= (int)sizeof j->folder)
        return lathe_fail(err, LATHE_E_INPUT, "path too long: '%.100s...'", j->database);
    snprintf(j->checkpoints, sizeof j->checkpoints, "%.*s/checkpoints", PATH_MAX - 16, j->folder);
    return file_make_folder(j->checkpoints, err);
}

static lathe_status start_fleet(train_job *j, lathe_error *err)
{
    const char *endpoint = config_text(j->config, KEY_ROLLOUT_ENDPOINT);
    fleet_options options = FLEET_OPTIONS_INIT;
    options.database = j->database;
    options.endpoint = endpoint[0] ? endpoint : "ipc://*";
    options.epoch = j->epoch;
    options.workers = (uint32_t)config_integer(j->config, KEY_ROLLOUT_WORKERS);
    options.slots = (uint32_t)config_integer(j->config, KEY_ROLLOUT_SLOTS);
    options.retries = (uint32_t)config_integer(j->config, KEY_ROLLOUT_RETRIES);
    options.cache = config_boolean(j->config, KEY_ROLLOUT_CACHE);
    options.event = tell_event;
    options.context = j;
    return fleet_start(&options, &j->fleet, err);
}

static lathe_status connect_ports(train_job *j, lathe_error *err)
{
    const run_ports_options options = {
        .db = j->db,
        .run = j->run.id,
        .epoch = j->epoch,
        .fleet = j->fleet,
        .train = &j->model.train,
        .held = &j->model.held,
        .reward = reward_from_config(j->config),
        .limits = run_data_limits(j->config),
        .seed = (uint64_t)config_integer(j->config, KEY_RUN_SEED),
        .audit_share = config_number(j->config, KEY_AUDIT_SHARE),
        .audit_bound = config_number(j->config, KEY_AUDIT_BOUND),
        .targets = run_data_targets(j->config),
        .mode = run_options_mode(j->config),
        .validity = config_boolean(j->config, KEY_ROLLOUT_VALIDITY),
        .cache = config_boolean(j->config, KEY_ROLLOUT_CACHE),
        .wait_seconds = config_number(j->config, KEY_ROLLOUT_WAIT),
        .should_stop = is_asked_to_stop,
        .progress = pass_progress,
        .step_done = tell_step,
        .context = j,
    };
    return run_ports_new(&options, &j->ports, err);
}

/* ---- stages ---- */

static trainer trainer_of(const train_job *j, uint32_t stage)
{
    return (trainer){
        .policy = j->model.policy,
        .tokens = j->model.tokens,
        .examples = &j->model.examples,
        .ports = run_ports_learner(j->ports),
        .seed = (uint64_t)config_integer(j->config, KEY_RUN_SEED),
        .stage = stage,
        .checkpoint_folder = j->checkpoints,
    };
}

/* The stage's last checkpoint, compared with the hash that was recorded for it; an empty path where it has none. */
static lathe_status find_checkpoint(train_job *j, uint32_t stage, char path[EXPERIMENT_DB_PATH_MAX], lathe_error *err)
{
    experiment_checkpoint recorded;
    bool found = false;
    hash256 hash;
    lathe_status st = experiment_db_stage_checkpoint(j->db, j->run.id, stage, &recorded, &found, err);
    path[0] = 0;
    if (st != LATHE_OK || !found)
        return st;
    st = checkpoint_hash(recorded.path, &hash, err);
    if (st == LATHE_OK && !hash_equal(&hash, &recorded.hash))
        st = lathe_fail(err, LATHE_E_INPUT, "checkpoint '%s' is not the one that was recorded", recorded.path);
    if (st == LATHE_OK)
        snprintf(path, EXPERIMENT_DB_PATH_MAX, "%s", recorded.path);
    return st;
}

static lathe_status run_sft_stage(train_job *j, stage_result *out, lathe_error *err)
{
    char from[EXPERIMENT_DB_PATH_MAX];
    sft_options options = run_options_sft(j->config);
    trainer t = trainer_of(j, STAGE_SFT);
    lathe_status st = experiment_db_begin_stage(j->db, j->run.id, STAGE_SFT, "sft", options.max_steps, err);
    if (st == LATHE_OK)
        st = find_checkpoint(j, STAGE_SFT, from, err);
    return st == LATHE_OK ? sft_run(&t, &options, from[0] ? from : NULL, out, err) : st;
}

static lathe_status run_ppo_stage(train_job *j, stage_result *out, lathe_error *err)
{
    char from[EXPERIMENT_DB_PATH_MAX];
    ppo_options options = run_options_ppo(j->config);
    trainer t = trainer_of(j, STAGE_PPO);
    lathe_status st = experiment_db_begin_stage(j->db, j->run.id, STAGE_PPO, "ppo", options.steps, err);
    if (st == LATHE_OK)
        st = policy_copy(j->model.policy, &j->reference, err);
    if (st == LATHE_OK)
        st = find_checkpoint(j, STAGE_PPO, from, err);
    return st == LATHE_OK ? ppo_run(&t, &options, j->reference, from[0] ? from : NULL, out, err) : st;
}

static const struct {
    config_key enabled;
    const char *name;
    lathe_status (*run)(train_job *j, stage_result *out, lathe_error *err);
} stages[] = {
    [STAGE_SFT] = {KEY_SFT_ENABLED, "sft", run_sft_stage},
    [STAGE_PPO] = {KEY_PPO_ENABLED, "ppo", run_ppo_stage},
};

static lathe_status run_stages(train_job *j, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < sizeof stages / sizeof *stages && st == LATHE_OK && !j->stopped; i++) {
        stage_result result = {0};
        if (!config_boolean(j->config, stages[i].enabled))
            continue;
        progress_stage(j->progress, stages[i].name);
        st = stages[i].run(j, &result, err);
        progress_end(j->progress);
        j->stopped = st == LATHE_OK && result.stopped;
        if (st == LATHE_OK && result.checkpoint_path[0])
            printf("%s: %u steps, checkpoint %s, sha256 %s\n", stages[i].name, result.steps, result.checkpoint_path,
                   result.checkpoint_hash);
    }
    return st;
}

/* ---- report ---- */

static void try_picture(lathe_status st, const char *path, const lathe_error *why)
{
    if (st == LATHE_OK)
        printf("picture: %s\n", path);
    else
        fprintf(stderr, "lathe: no picture: %s\n", why->message);
}

/* A picture that cannot be drawn (a host without executors, say) does not undo a run: it is told on stderr. */
static void write_pictures(train_job *j)
{
    char path[PATH_MAX + 16];
    lathe_error why = {0};
    example_job_options options = EXAMPLE_JOB_OPTIONS_INIT;
    options.limits = run_data_limits(j->config);
    options.jobs = (uint32_t)config_integer(j->config, KEY_DATA_JOBS);
    snprintf(path, sizeof path, "%s/history.png", j->folder);
    try_picture(run_history_picture(j->db, &j->run, path, &why), path, &why);
    snprintf(path, sizeof path, "%s/parts.png", j->folder);
    try_picture(run_history_parts(j->db, &j->run, (uint32_t)config_integer(j->config, KEY_REPORT_PARTS), &options, path,
                                  &why),
                path, &why);
}

static lathe_status print_report(train_job *j, lathe_error *err)
{
    char sql[512];
    snprintf(sql, sizeof sql,
             "SELECT step, samples, reward_mean, reward_std, iou_mean, valid_rate, loss, seconds FROM rollup "
             "WHERE run = %" PRId64 " AND samples > 0 ORDER BY stage, step",
             j->run.id);
    lathe_status st = query_sql(j->db, sql, QUERY_TABLE, 0, stdout, err);
    if (st == LATHE_OK)
        st = run_history_print(j->db, &j->run, CHART_COLUMNS, stdout, err);
    if (st == LATHE_OK && config_boolean(j->config, KEY_REPORT_PICTURES))
        write_pictures(j);
    return st;
}

/* ---- life ---- */

static void train_job_clear(train_job *j)
{
    run_ports_free(j->ports);
    fleet_free(j->fleet);
    policy_free(j->reference);
    run_model_clear(&j->model);
    experiment_lock_free(j->lock);
    experiment_db_close(j->db);
    progress_free(j->progress);
}

/* Stores how the run ended; the first failure stays the one that is reported. */
static lathe_status end_run(train_job *j, lathe_status st, lathe_error *err)
{
    lathe_error why = {0};
    experiment_run_state state = st != LATHE_OK ? EXPERIMENT_RUN_FAILED
                                 : j->stopped   ? EXPERIMENT_RUN_STOPPED
                                                : EXPERIMENT_RUN_FINISHED;
    lathe_status stored = experiment_db_set_run_state(j->db, j->run.id, state, st != LATHE_OK ? err->message : "", &why);
    if (stored == LATHE_OK)
        stored = experiment_db_add_event(j->db, j->run.id, experiment_run_state_name(state),
                                         st != LATHE_OK ? err->message : "", &why);
    if (stored == LATHE_OK && st != LATHE_OK)
        stored = experiment_db_forget_run(j->db, j->run.id, &why);
    if (st == LATHE_OK && stored != LATHE_OK) {
        *err = why;
        return stored;
    }
    return st;
}

/* Everything after the run's row and lock exist. */
static lathe_status train(train_job *j, lathe_error *err)
{
    lathe_status st = make_folders(j, err);
    if (st == LATHE_OK)
        st = run_model_load(j->db, j->config, j->folder, j->epoch > 1, &j->model, err);
    if (st == LATHE_OK)
        st = run_data_check_target(j->db, j->config, &j->model.held, err);
    if (st == LATHE_OK)
        st = start_fleet(j, err);
    if (st == LATHE_OK)
        st = connect_ports(j, err);
    if (st == LATHE_OK) {
        fprintf(stderr, "run %" PRId64 " '%s': %" PRIu64 " parameters, %u parts, %u held back, workers connect to %s\n",
                j->run.id, j->run.name, policy_size(j->model.policy), j->model.examples.train_count,
                j->model.examples.held_count, broker_endpoint(fleet_broker(j->fleet), 0));
        if (config_integer(j->config, KEY_ROLLOUT_WORKERS) == 0)
            fprintf(stderr, "on each worker's host: lathe work --connect %s\n",
                    broker_endpoint(fleet_broker(j->fleet), 0));
        st = experiment_db_add_event(j->db, j->run.id, j->epoch > 1 ? "resumed" : "started", versions_of_lathe(), err);
    }
    if (st == LATHE_OK)
        st = run_stages(j, err);
    st = end_run(j, st, err);
    if (st == LATHE_OK && j->stopped)
        printf("stopped; go on with: lathe resume %s\n", j->run.name);
    else if (st == LATHE_OK)
        st = print_report(j, err);
    return st;
}

static lathe_status open_job(train_job *j, const char *database, lathe_error *err)
{
    j->database = database;
    lathe_status st = stop_signals_take(err);
    if (st == LATHE_OK)
        st = progress_new(&j->progress, err);
    return st;
}

/* A name that no run has: the configuration's, or the file's name with a number behind it. */
static lathe_status name_run(train_job *j, config *c, const char *config_path, char name[EXPERIMENT_DB_NAME_MAX + 1],
                             lathe_error *err)
{
    const char *given = config_text(c, KEY_RUN_NAME), *slash = strrchr(config_path, '/');
    const char *base = slash ? slash + 1 : config_path;
    experiment_run existing;
    if (given[0]) {
        snprintf(name, EXPERIMENT_DB_NAME_MAX + 1, "%.*s", EXPERIMENT_DB_NAME_MAX, given);
        return LATHE_OK;
    }
    for (int i = 1; i < INT_MAX; i++) {
        snprintf(name, EXPERIMENT_DB_NAME_MAX + 1, "%.*s-%d", (int)strcspn(base, ".") < 40 ? (int)strcspn(base, ".") : 40,
                 base, i);
        lathe_error none = {0};
        lathe_status st = experiment_db_find_run(j->db, name, &existing, &none);
        if (st == LATHE_E_INPUT)
            return config_put_text(c, KEY_RUN_NAME, name, err);
        if (st != LATHE_OK)
            return lathe_fail(err, st, "%s", none.message);
    }
    return lathe_fail(err, LATHE_E_BUG, "no free name for a run");
}

static lathe_status create_run(train_job *j, config *c, const char *config_path, lathe_error *err)
{
    char name[EXPERIMENT_DB_NAME_MAX + 1], libraries[VERSIONS_TEXT];
    bytes text;
    bytes_init(&text, 1 << 20);
    lathe_status st = experiment_db_open(j->database, EXPERIMENT_DB_CREATE, 0, &j->db, err);
    if (st == LATHE_OK)
        st = name_run(j, c, config_path, name, err);
    if (st == LATHE_OK)
        st = config_write(c, &text, err);
    versions_of_libraries(libraries);
    if (st == LATHE_OK) {
        const experiment_run_spec spec = {name, (uint64_t)config_integer(c, KEY_RUN_SEED), (const char *)text.data,
                                          versions_of_lathe(), libraries};
        st = experiment_db_create_run(j->db, &spec, &j->run, err);
    }
    bytes_clear(&text);
    return st;
}

lathe_status train_job_begin(config *c, const char *config_path, const char *database, lathe_error *err)
{
    train_job j = {.config = c};
    lathe_status st = open_job(&j, database, err);
    if (st == LATHE_OK)
        st = create_run(&j, c, config_path, err);
    if (st == LATHE_OK)
        st = experiment_db_start_run(j.db, j.run.id, &j.lock, &j.epoch, err);
    if (st == LATHE_OK)
        st = train(&j, err);
    train_job_clear(&j);
    return st;
}

static lathe_status read_stored_config(train_job *j, config *c, const char *const *assignments, size_t count,
                                       lathe_error *err)
{
    char source[EXPERIMENT_DB_NAME_MAX + 32];
    bytes text;
    bytes_init(&text, 1 << 20);
    snprintf(source, sizeof source, "configuration of run '%s'", j->run.name);
    lathe_status st = experiment_db_run_config(j->db, j->run.id, &text, err);
    if (st == LATHE_OK)
        st = config_parse(c, source, (const char *)text.data, text.length, err);
    for (size_t i = 0; i < count && st == LATHE_OK; i++)
        st = config_set(c, assignments[i], err);
    bytes_clear(&text);
    return st == LATHE_OK ? config_check(c, err) : st;
}

/* Only how a run is carried out may change, never what it learns. */
static lathe_status check_assignments(const char *const *assignments, size_t count, lathe_error *err)
{
    static const char *const allowed[] = {"rollout.workers=", "rollout.slots=", "rollout.endpoint=", "rollout.wait=",
                                          "rollout.retries=", "rollout.cache=", "audit.", "report.", "data.jobs="};
    for (size_t i = 0; i < count; i++) {
        bool fine = false;
        for (size_t k = 0; k < sizeof allowed / sizeof *allowed; k++)
            fine |= strncmp(assignments[i], allowed[k], strlen(allowed[k])) == 0;
        if (!fine)
            return lathe_fail(err, LATHE_E_INPUT, "--set %.80s: a resumed run keeps what it was begun with", assignments[i]);
    }
    return LATHE_OK;
}

lathe_status train_job_resume(const char *run, const char *database, const char *const *assignments, size_t count,
                              lathe_error *err)
{
    train_job j = {0};
    config *c = NULL;
    lathe_status st = check_assignments(assignments, count, err);
    if (st == LATHE_OK)
        st = config_new(&c, err);
    j.config = c;
    if (st == LATHE_OK)
        st = open_job(&j, database, err);
    if (st == LATHE_OK)
        st = experiment_db_open(database, EXPERIMENT_DB_WRITE, 0, &j.db, err);
    if (st == LATHE_OK)
        st = experiment_db_find_run(j.db, run, &j.run, err);
    if (st == LATHE_OK)
        st = read_stored_config(&j, c, assignments, count, err);
    if (st == LATHE_OK)
        st = experiment_db_start_run(j.db, j.run.id, &j.lock, &j.epoch, err);
    if (st == LATHE_OK)
        st = train(&j, err);
    train_job_clear(&j);
    config_free(c);
    return st;
}
