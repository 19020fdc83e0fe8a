-- Reports, incidents, the log, and the people behind them (apart). Works on PostgreSQL 14+ with PostGIS 3 and on the embedded engine.
create extension if not exists postgis;

-- Local areas (RW, village, district) that an operator imported.
create table areas (
  id text primary key,
  name text not null,
  parent text,
  region text,
  properties jsonb not null default '{}',
  outline geography(MultiPolygon, 4326) not null,
  size double precision not null
);
create index areas_outline on areas using gist (outline);

create table incidents (
  id uuid primary key,
  version integer not null,
  hazard text not null,
  drill boolean not null,
  level smallint not null,
  started timestamptz not null,
  latest timestamptz not null,
  expires_at timestamptz not null,
  -- null while the incident stands; else the incident that took its reports over, or itself when its reports are gone
  gone_into uuid,
  body jsonb not null,
  outline geography(Geometry, 4326) not null
);
create index incidents_standing on incidents (expires_at) where gone_into is null;

-- Own numbers begin above those of the archives that may be imported beside them.
create sequence report_numbers start 1000001;

create table reports (
  id uuid primary key,
  number bigint not null,
  version integer not null,
  -- hash of the channel's or client's idempotency key: the same report sent again is one report
  key bytea not null unique,
  hazard text not null,
  answers jsonb not null,
  level smallint not null,
  at timestamptz not null,
  received_at timestamptz not null,
  expires_at timestamptz not null,
  place geography(Point, 4326) not null,
  placed_by text not null,
  region text not null,
  area text references areas on delete set null,
  words text not null,
  title text,
  photo text,
  source text not null,
  partner text,
  tags jsonb,
  points integer,
  flag boolean,
  state text not null check (state in ('unverified', 'verified', 'dismissed', 'resolved')),
  drill boolean not null,
  incident uuid references incidents,
  unique (number, drill)
);
create index reports_place on reports using gist (place);
create index reports_at on reports (at desc, number desc);
create index reports_alive on reports (expires_at, id) where state in ('unverified', 'verified');
create index reports_incident on reports (incident) where incident is not null;

-- Every change that anyone may see, written in the transaction that makes it. Readers go by (xid, seq) and take only what lies below
-- pg_snapshot_xmin: nothing that is still open can come before it.
create table log (
  seq bigint generated always as identity,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default clock_timestamp(),
  kind text not null,
  subject uuid not null,
  body jsonb not null,
  primary key (xid, seq)
);

-- Where each durable reader of the log stands; written in the transaction of its own effects.
create table followers (
  name text primary key,
  xid xid8 not null,
  seq bigint not null
);

-- Who reports, apart from what is reported. Only bots and the courier read this.
create table citizens (
  id uuid primary key,
  channel text not null,
  address text not null,
  language text not null,
  created_at timestamptz not null,
  unreachable boolean not null default false,
  unique (channel, address)
);

create table reporters (
  report uuid primary key references reports,
  citizen uuid not null references citizens
);
create index reporters_citizen on reporters (citizen);

-- A channel's deliveries that were taken in; a repeated one ends here.
create table deliveries (
  channel text not null,
  id text not null,
  at timestamptz not null,
  primary key (channel, id)
);
create index deliveries_at on deliveries (at);

create table conversations (
  citizen uuid primary key references citizens on delete cascade,
  state jsonb not null,
  updated_at timestamptz not null
);

-- Messages to citizens. `sending` is written before the channel is called, so that a crash in between is known.
create table outbox (
  id uuid primary key,
  citizen uuid not null references citizens on delete cascade,
  message jsonb not null,
  -- a question that the citizen's next message makes pointless, as against news that must arrive
  question boolean not null,
  status text not null default 'waiting' check (status in ('waiting', 'sending', 'sent', 'dropped')),
  attempts integer not null default 0,
  due timestamptz not null,
  created_at timestamptz not null,
  error text
);
create index outbox_due on outbox (due) where status in ('waiting', 'sending');
create index outbox_citizen on outbox (citizen) where status in ('waiting', 'sending');

-- One-time links to the web form. The link itself is the secret.
create table cards (
  id uuid primary key,
  citizen uuid references citizens on delete set null,
  username text not null,
  network text not null,
  language text not null,
  network_data jsonb,
  created_at timestamptz not null,
  report uuid references reports,
  sub_report uuid references reports
);

create table officers (
  id uuid primary key,
  name text not null unique,
  password text not null,
  created_at timestamptz not null,
  disabled boolean not null default false
);

create table sessions (
  token bytea primary key,
  officer uuid not null references officers on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  officer text not null,
  action text not null,
  report uuid,
  before text,
  after text,
  reason text
);
create index audit_report on audit (report);
