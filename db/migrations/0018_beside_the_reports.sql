-- What stands beside the reports: water gauges with what they read, imported places with number and outline, and what official sources tell.
alter table places
  add column id uuid not null default gen_random_uuid() unique,
  add column number bigint generated always as identity unique,
  -- of a waterway, a basin, a site; null where it is a point
  add column outline jsonb;
create index places_kind on places (kind);

-- A gauge is an imported place; `version` grows with each change that its readers are told of.
create table gauges (
  place uuid primary key references places (id) on delete cascade,
  version integer not null
);
create table gauge_observations (
  gauge uuid not null references places (id) on delete cascade,
  at timestamptz not null,
  -- centimetres
  depth real not null,
  received_at timestamptz not null,
  primary key (gauge, at)
);

-- An official source: when it was asked, when it last answered, and what it wants to be shown at the next asking.
create table feeds (
  name text primary key,
  checked_at timestamptz,
  answered_at timestamptz,
  next_at timestamptz not null,
  failures integer not null default 0,
  problem text,
  validators jsonb not null default '{}'
);
-- What they told: never mixed with what citizens report. `key` is the source's own name of it.
create table officials (
  id uuid primary key,
  feed text not null,
  key text not null,
  version integer not null,
  body jsonb not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  unique (feed, key)
);
create index officials_standing on officials (expires_at);
