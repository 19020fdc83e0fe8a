-- What the log tells of one report, for whoever asks for reports as they stood at a time.
create index log_reports on log (subject, xid, seq) where kind = 'report';
