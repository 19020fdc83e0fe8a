-- The past: entries of the log by the time at which they were written, and reports by the time at which they stood on a map. A report that had
-- outlived its time when it came in (an archive) stood on none: it is counted where it happened.
create index log_at on log (at);
create index reports_stood on reports ((case when expires_at <= received_at then at else received_at end));
