-- The past of what stands beside the reports: the last entry of each gauge before a moment, what official sources told lately, and what they took back.
create index log_gauges on log (subject, at) where kind in ('gauge', 'gauge-gone');
create index log_officials on log (at) where kind in ('official', 'official-gone');
create index log_officials_gone on log (subject) where kind = 'official-gone';
