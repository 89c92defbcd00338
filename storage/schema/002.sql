
-- Schema 2: scores are audited, and reused whatever the layout of their scripts. A score without a worker is a reused one, but
-- for those that no worker finished (failure worker_lost).

-- What a script of a policy is when comments and white space do not count (reward/script/normal.h): scripts of one hash make one
-- shape, so that scores that ended ok answer for all of them. Scripts stored by schema 1 have no row and are found by their text.
CREATE TABLE script_normal (
    script INTEGER PRIMARY KEY REFERENCES script (id),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX script_of_normal ON script_normal (hash);

-- A share of the samples is scored twice, exactly and lazily. This is the second score, from which no reward comes; `score` has
-- the first. Columns are as there.
CREATE TABLE audit (
    rollout INTEGER PRIMARY KEY REFERENCES score (rollout),
    mode TEXT NOT NULL CHECK (mode IN ('exact', 'lazy')),         -- of the second score; the first is of the other
    verdict TEXT NOT NULL CHECK (verdict IN ('agrees', 'disagrees', 'failed')), -- failed: a fault of the infrastructure in either
    difference REAL,                      -- of the two IoUs, 0 for failures of a script; NULL where the audit failed
    bound REAL NOT NULL,                  -- beyond it, or where only one ended so, they disagree; an event says so too
    failure TEXT NOT NULL,
    message TEXT NOT NULL DEFAULT '',
    line INTEGER NOT NULL DEFAULT 0,
    "column" INTEGER NOT NULL DEFAULT 0,
    both INTEGER NOT NULL, truth INTEGER NOT NULL, prediction INTEGER NOT NULL, outside INTEGER NOT NULL,
    rows INTEGER NOT NULL,
    open_rows INTEGER NOT NULL,
    truth_box_volume REAL NOT NULL, prediction_box_volume REAL NOT NULL,
    iou REAL NOT NULL,
    ms REAL NOT NULL,
    worker INTEGER REFERENCES worker (id),
    engine INTEGER NOT NULL REFERENCES engine (id),
    accepted_ms INTEGER NOT NULL,
    CHECK ((verdict = 'failed') = (difference IS NULL))
) STRICT;
CREATE INDEX audit_of_verdict ON audit (verdict);

CREATE TRIGGER script_normal_keeps BEFORE UPDATE ON script_normal BEGIN SELECT RAISE(ABORT, 'scripts are immutable'); END;
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audits are immutable'); END;
CREATE TRIGGER audit_stays BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audits are immutable'); END;
