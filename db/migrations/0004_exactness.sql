-- About how far off the true place a report's point may be, in metres; null where nobody said.
alter table reports add exactness real;
