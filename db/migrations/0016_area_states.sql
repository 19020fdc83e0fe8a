-- The flood state of a local area, every change a row; the one with the highest version holds.
create table area_states (
  id uuid primary key,
  area text not null references areas on delete cascade,
  version integer not null,
  -- 1 to 4; null: cleared
  state smallint check (state between 1 and 4),
  since timestamptz not null,
  officer text not null,
  -- what the platform suggested when it was set, and the officer's own words
  suggested smallint,
  reasons jsonb not null default '[]',
  reason text,
  unique (area, version)
);
create index area_states_since on area_states (since);
