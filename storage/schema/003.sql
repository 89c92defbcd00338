
-- Schema 3: scores by other metrics than IoU.

-- Chamfer distance of the prediction's surface, in the frame of the metric, times 1000; NULL where it was not measured.
ALTER TABLE score ADD COLUMN chamfer REAL;
ALTER TABLE audit ADD COLUMN chamfer REAL;
