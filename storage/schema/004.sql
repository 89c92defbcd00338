
-- Schema 4: a score is found by its question, however often its script was written for other parts.
DROP INDEX rollout_of_script;
CREATE INDEX rollout_of_question ON rollout (script, example);
CREATE INDEX example_of_target ON example (target);
