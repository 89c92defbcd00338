
-- Schema 5: which way a score went.

-- 1: sampled without the kernel; 0: by it, whichever way was asked for; NULL: nobody knows (limits of time and memory, crashes,
-- scores of earlier schemas).
ALTER TABLE score ADD COLUMN lazy INTEGER CHECK (lazy IN (0, 1));
