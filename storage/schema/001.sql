-- Schema 1: everything lathe knows about experiments, in one file. This text is the documentation of the schema;
-- `lathe query --schema` prints it.
--
-- Conventions. Times end in _ms and are milliseconds since 1970-01-01 UTC; they are for people and decide nothing.
-- Hashes are SHA-256, 32 bytes. Arrays are blobs of little-endian numbers without a header. A sample's identity is
-- (run, stage, step, purpose, sample). What was measured is never changed: triggers refuse it.

-- One training run. `epoch` is counted up at each start of its learner, so that results for a dead one match nothing.
CREATE TABLE run (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,            -- also the folder of its checkpoints, beside this file
    seed INTEGER NOT NULL,                -- key of every Philox stream of the run; the same 64 bits, read as signed
    config TEXT NOT NULL,                 -- the whole configuration as it was resolved, YAML
    code_version TEXT NOT NULL,
    library_versions TEXT NOT NULL,       -- one "name version" a line
    state TEXT NOT NULL CHECK (state IN ('created', 'running', 'stopped', 'finished', 'failed')),
    message TEXT NOT NULL DEFAULT '',     -- why it stopped or failed, one line
    epoch INTEGER NOT NULL DEFAULT 0 CHECK (epoch >= 0),
    created_ms INTEGER NOT NULL,
    changed_ms INTEGER NOT NULL           -- of state
) STRICT;

-- The stages of a run in their order, counted from 0.
CREATE TABLE stage (
    run INTEGER NOT NULL REFERENCES run (id),
    stage INTEGER NOT NULL CHECK (stage >= 0),
    kind TEXT NOT NULL,                   -- sft, ppo, grpo, dpo, evaluate
    steps INTEGER NOT NULL,               -- planned at most; 0 where it ends by a rule of its own
    created_ms INTEGER NOT NULL,
    PRIMARY KEY (run, stage)
) STRICT, WITHOUT ROWID;

-- Texts of scripts, each once: examples and what policies wrote. A policy may write any bytes, so the text need not be
-- valid UTF-8 and may hold NUL.
CREATE TABLE script (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    text TEXT NOT NULL
) STRICT;

-- What a script is scored against, prepared by an executor: reward/measure/target.h describes the bytes; the hash is of these.
CREATE TABLE target (
    id INTEGER PRIMARY KEY,
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    length INTEGER NOT NULL CHECK (length > 0), -- in bytes
    blob BLOB NOT NULL                    -- the bytes, compressed (zlib, RFC 1950): rows of solids shrink tenfold
) STRICT;

-- A named list of examples. A set is usable once it is complete; an interrupted one is made anew.
CREATE TABLE example_set (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    spec TEXT NOT NULL,                   -- what it was made from: options of the synthesiser or of the import
    complete INTEGER NOT NULL DEFAULT 0 CHECK (complete IN (0, 1)),
    content_hash BLOB CHECK (length(content_hash) = 32), -- of all its examples in order; NULL until complete
    created_ms INTEGER NOT NULL,
    CHECK (complete = (content_hash IS NOT NULL))
) STRICT;

-- One part: a prompt (points) and its truth (script where known, target). No shape is twice in a set, hence none is
-- both trained on and held back.
CREATE TABLE example (
    id INTEGER PRIMARY KEY,
    example_set INTEGER NOT NULL REFERENCES example_set (id),
    position INTEGER NOT NULL CHECK (position >= 0), -- 0, 1, 2 ... within the set
    name TEXT NOT NULL,
    split TEXT NOT NULL CHECK (split IN ('train', 'held')),
    script INTEGER REFERENCES script (id),           -- NULL for parts imported as STEP or STL
    target INTEGER NOT NULL REFERENCES target (id),
    shape_hash BLOB NOT NULL CHECK (length(shape_hash) = 32), -- equal for equal shapes
    points BLOB NOT NULL CHECK (length(points) % 12 = 0),     -- float32 [n][3], on the surface, in the part's units
    UNIQUE (example_set, position),
    UNIQUE (example_set, shape_hash)
) STRICT;

-- What a policy wrote for an example: the first half of a sample. All samples of a step are stored in one transaction.
CREATE TABLE rollout (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    stage INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step >= 0),
    purpose TEXT NOT NULL CHECK (purpose IN ('train', 'held_greedy', 'held_sampled')),
    sample INTEGER NOT NULL CHECK (sample >= 0),     -- within the step and purpose
    example INTEGER NOT NULL REFERENCES example (id),
    script INTEGER NOT NULL REFERENCES script (id),
    length INTEGER NOT NULL CHECK (length >= 0),     -- tokens generated, the end token included
    ended INTEGER NOT NULL CHECK (ended IN (0, 1)),  -- 0: cut off at the maximum length
    created_ms INTEGER NOT NULL,
    UNIQUE (run, stage, step, purpose, sample),
    FOREIGN KEY (run, stage) REFERENCES stage (run, stage)
) STRICT;
CREATE INDEX rollout_of_script ON rollout (script); -- the score cache and `duplicates`

-- The token arrays of a rollout: what an update needs besides the score, so that a step can be replayed exactly.
CREATE TABLE rollout_tokens (
    rollout INTEGER PRIMARY KEY REFERENCES rollout (id),
    ids BLOB NOT NULL CHECK (length(ids) % 4 = 0),            -- int32 [length]
    logp BLOB NOT NULL CHECK (length(logp) = length(ids)),    -- float32 [length], of the sampler at its temperature
    value BLOB CHECK (value IS NULL OR length(value) = length(ids)) -- float32 [length]; NULL without a value head
) STRICT;

-- Programs that score: which engine, under which settings (metric, rows, mode, limits; one line).
CREATE TABLE engine (
    id INTEGER PRIMARY KEY,
    version TEXT NOT NULL,
    settings TEXT NOT NULL,
    UNIQUE (version, settings)
) STRICT;

-- Workers that ever served a run.
CREATE TABLE worker (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES run (id),
    name TEXT NOT NULL,                   -- host:pid:random
    host TEXT NOT NULL DEFAULT '',
    slots INTEGER NOT NULL DEFAULT 0,
    first_ms INTEGER NOT NULL,
    last_ms INTEGER NOT NULL,             -- of its last accepted score
    UNIQUE (run, name)
) STRICT;

-- The second half of a sample: its accepted result, at most one a rollout. iou and reward follow from the other columns
-- and the run's configuration; they stand here for reports.
CREATE TABLE score (
    rollout INTEGER PRIMARY KEY REFERENCES rollout (id),
    failure TEXT NOT NULL,                -- ok, or the kind of failure (base/failure.def)
    message TEXT NOT NULL DEFAULT '',
    line INTEGER NOT NULL DEFAULT 0,      -- of the failure, 1-based; 0 is none
    "column" INTEGER NOT NULL DEFAULT 0,
    deterministic INTEGER NOT NULL CHECK (deterministic IN (0, 1)), -- 0: a limit of time or memory, or a signal
    valid INTEGER CHECK (valid IN (0, 1)),                          -- of the solid; NULL where nothing looked
    both INTEGER NOT NULL, truth INTEGER NOT NULL, prediction INTEGER NOT NULL, outside INTEGER NOT NULL, -- samples
    rows INTEGER NOT NULL,
    open_rows INTEGER NOT NULL,           -- rows that did not close
    truth_box_volume REAL NOT NULL, prediction_box_volume REAL NOT NULL,
    iou REAL NOT NULL,                    -- 0 for failures
    reward REAL,                          -- NULL: dropped (unsupported, or a fault of the infrastructure)
    ms REAL NOT NULL,                     -- in the executor
    worker INTEGER REFERENCES worker (id),-- NULL: taken from an earlier score of the same script and target
    attempt INTEGER NOT NULL,
    epoch INTEGER NOT NULL,
    engine INTEGER NOT NULL REFERENCES engine (id),
    accepted_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX score_of_failure ON score (failure);

-- Rollouts whose step is not finished: what a resumed learner still owes. Stored with the samples, removed with the step.
CREATE TABLE lease (
    rollout INTEGER PRIMARY KEY REFERENCES rollout (id),
    epoch INTEGER NOT NULL,               -- of the learner that answers for it now
    created_ms INTEGER NOT NULL
) STRICT;

-- Finished steps. Metrics, rollup, leases and the checkpoint's name change in the transaction that adds the row.
CREATE TABLE step (
    run INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step >= 0),
    committed_ms INTEGER NOT NULL,
    PRIMARY KEY (run, stage, step),
    FOREIGN KEY (run, stage) REFERENCES stage (run, stage)
) STRICT, WITHOUT ROWID;

-- One figure of a step. SQLite has no NaN, so `kind` says what a NULL value was.
CREATE TABLE metric (
    run INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    step INTEGER NOT NULL,
    name TEXT NOT NULL,                   -- reward/mean, kl, timing/total ...
    value REAL,
    kind TEXT NOT NULL CHECK (kind IN ('finite', 'nan', 'inf', '-inf')),
    PRIMARY KEY (run, stage, step, name),
    FOREIGN KEY (run, stage, step) REFERENCES step (run, stage, step),
    CHECK ((kind = 'finite') = (value IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Sums over the training samples of a step, so that reports need not read them. Means are over samples that carry a
-- reward; failures of a script count as IoU 0 and not valid.
CREATE TABLE rollup (
    run INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    step INTEGER NOT NULL,
    samples INTEGER NOT NULL,             -- all
    rewarded INTEGER NOT NULL,            -- that carry a reward
    ok INTEGER NOT NULL,                  -- that ran and left a shape
    tokens INTEGER NOT NULL,
    reward_mean REAL, reward_std REAL,    -- std divides by n - 1; 0 for one sample
    reward_min REAL, reward_max REAL,
    iou_mean REAL,
    valid_rate REAL,                      -- ok / rewarded
    loss REAL,                            -- the metric loss, policy/loss or sft/loss; NULL where it is not finite
    seconds REAL,                         -- the metric timing/total or timing/train
    PRIMARY KEY (run, stage, step),
    FOREIGN KEY (run, stage, step) REFERENCES step (run, stage, step)
) STRICT, WITHOUT ROWID;

-- Weights with the optimiser's state, written, fsynced and renamed before the row.
CREATE TABLE checkpoint (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL,
    stage INTEGER NOT NULL,
    step INTEGER NOT NULL,
    path TEXT NOT NULL,                   -- relative to this file's folder
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    bytes INTEGER NOT NULL,
    created_ms INTEGER NOT NULL,
    UNIQUE (run, stage, step),
    FOREIGN KEY (run, stage, step) REFERENCES step (run, stage, step)
) STRICT;

-- What happened, for people: starts, stops, workers lost, disagreements.
CREATE TABLE event (
    id INTEGER PRIMARY KEY,
    run INTEGER REFERENCES run (id),      -- NULL: of the file
    kind TEXT NOT NULL,                   -- one word
    text TEXT NOT NULL,
    created_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX event_of_run ON event (run);

CREATE TRIGGER script_keeps BEFORE UPDATE ON script BEGIN SELECT RAISE(ABORT, 'scripts are immutable'); END;
CREATE TRIGGER target_keeps BEFORE UPDATE ON target BEGIN SELECT RAISE(ABORT, 'targets are immutable'); END;
CREATE TRIGGER example_keeps BEFORE UPDATE ON example BEGIN SELECT RAISE(ABORT, 'examples are immutable'); END;
CREATE TRIGGER example_stays BEFORE DELETE ON example
    WHEN (SELECT complete FROM example_set WHERE id = OLD.example_set)
    BEGIN SELECT RAISE(ABORT, 'examples of a complete set are immutable'); END;
CREATE TRIGGER rollout_keeps BEFORE UPDATE ON rollout BEGIN SELECT RAISE(ABORT, 'rollouts are immutable'); END;
CREATE TRIGGER rollout_stays BEFORE DELETE ON rollout BEGIN SELECT RAISE(ABORT, 'rollouts are immutable'); END;
CREATE TRIGGER rollout_tokens_keep BEFORE UPDATE ON rollout_tokens
    BEGIN SELECT RAISE(ABORT, 'tokens of rollouts are immutable'); END;
CREATE TRIGGER rollout_tokens_stay BEFORE DELETE ON rollout_tokens
    BEGIN SELECT RAISE(ABORT, 'tokens of rollouts are immutable'); END;
CREATE TRIGGER score_keeps BEFORE UPDATE ON score BEGIN SELECT RAISE(ABORT, 'scores are immutable'); END;
CREATE TRIGGER score_stays BEFORE DELETE ON score BEGIN SELECT RAISE(ABORT, 'scores are immutable'); END;
