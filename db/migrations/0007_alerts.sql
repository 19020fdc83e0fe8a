-- Alerts: what citizens want to hear of, what was announced, and who was told of it. Agencies' warnings.

-- A place with a reach in metres, or an imported area. Several a citizen; one that was taken back can be had again for a while.
create table subscriptions (
  id uuid primary key,
  citizen uuid not null references citizens on delete cascade,
  name text not null,
  place geography(Point, 4326),
  metres integer check (metres between 1000 and 50000),
  area text references areas on delete cascade,
  -- the circle around the place, for the index alone: distances decide
  reach geography(Polygon, 4326),
  -- null: all
  hazards text[],
  level smallint not null check (level between 0 and 3),
  -- minutes of the local day; null: none
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_until smallint check (quiet_until between 0 and 1439),
  time_zone text not null,
  created_at timestamptz not null,
  removed_at timestamptz,
  check ((area is null) = (place is not null and metres is not null and reach is not null))
);
create index subscriptions_reach on subscriptions using gist (reach) where removed_at is null;
create index subscriptions_area on subscriptions (area) where removed_at is null;
create index subscriptions_citizen on subscriptions (citizen);
create index subscriptions_removed on subscriptions (removed_at) where removed_at is not null;

create table warnings (
  id uuid primary key,
  version integer not null,
  hazard text not null,
  level smallint not null check (level between 1 and 3),
  outline geography(Geometry, 4326) not null,
  -- by language; Indonesian always
  words jsonb not null,
  officer text not null,
  incident uuid references incidents on delete set null,
  issued timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz
);
create index warnings_standing on warnings (expires_at) where ended_at is null;
alter table audit add warning uuid;
create index audit_warning on audit (warning) where warning is not null;

-- What subscribers were last told of an incident.
create table announcements (
  incident uuid primary key,
  level smallint not null,
  citizens integer not null,
  verified integer not null,
  expires_at timestamptz not null,
  ended boolean not null
);
create index announcements_standing on announcements (expires_at) where not ended;

-- One thing that is told: of an incident or a warning, as it was then.
create table bulletins (
  id uuid primary key,
  at timestamptz not null,
  subject uuid not null,
  news jsonb not null
);
create index bulletins_subject on bulletins (subject);
create index bulletins_at on bulletins (at);

-- To whom. `due` has the quiet hours and the pause between two messages in it; `near` is the name of the subscription that it is told for.
create table tellings (
  bulletin uuid not null references bulletins on delete cascade,
  citizen uuid not null references citizens on delete cascade,
  near text,
  metres integer,
  due timestamptz not null,
  told_at timestamptz,
  primary key (bulletin, citizen)
);
create index tellings_due on tellings (due) where told_at is null;
create index tellings_citizen on tellings (citizen, told_at);

-- A conversation goes before news, and news before alerts: nobody who reports waits behind ten thousand who are told.
alter table outbox add channel text;
update outbox set channel = citizens.channel from citizens where citizens.id = citizen;
alter table outbox alter channel set not null;
alter table outbox add priority smallint not null default 0;
drop index outbox_due;
create index outbox_next on outbox (channel, priority, due, id) where status in ('waiting', 'sending');
