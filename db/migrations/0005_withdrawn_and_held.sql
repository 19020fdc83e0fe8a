-- A citizen takes a report back; an unlikely one is held for the desk. A report may confirm another, or go on from it.
alter table reports drop constraint reports_state_check;
alter table reports add constraint reports_state_check
  check (state in ('unverified', 'verified', 'dismissed', 'resolved', 'withdrawn', 'held'));
alter table reports add about uuid references reports;
create index reports_about on reports (about) where about is not null;

-- Keys that the platform makes for itself, once: nobody has to set them, and none is written in the program.
create table secrets (
  name text primary key,
  value text not null
);
