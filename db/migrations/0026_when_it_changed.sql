-- When a report or an incident changed last, for feeds that are read again; null: never since it came.
alter table reports add column changed_at timestamptz;
alter table incidents add column changed_at timestamptz;
