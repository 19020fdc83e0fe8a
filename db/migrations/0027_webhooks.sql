-- Webhooks: who is told of what, each message once, and each delivery of it until it has arrived or is given up.

-- What a thing was before an entry, so that a message says whether it was made, changed or taken away.
create index log_subject on log (subject, xid, seq) where kind in ('report', 'incident', 'incident-gone', 'warning');

create table webhooks (
  id uuid primary key,
  name text not null,
  url text not null,
  -- what is wanted: {kinds, hazards, level, regions, box, drill}
  filter jsonb not null,
  -- sealed; the earlier one signs as well for a while after it was replaced
  secret text not null,
  earlier_secret text,
  earlier_until timestamptz,
  state text not null check (state in ('active', 'paused', 'disabled')),
  -- why it is disabled, as a code, and what was the matter
  reason text,
  fault text,
  -- where the log stood when it was stopped: from there on it is told when it goes on
  stopped_at timestamptz,
  stopped_xid xid8,
  stopped_seq bigint,
  -- what is still to be collected anew, and for what was written until when it is sent again where it has arrived already
  again_xid xid8,
  again_seq bigint,
  again_since timestamptz,
  again_until timestamptz,
  arrived_at timestamptz,
  failing_since timestamptz,
  -- the program that made it; null: the administrators'
  owner uuid references service_keys,
  created_by text not null,
  created_at timestamptz not null
);

create table webhook_messages (
  id text primary key,
  kind text not null,
  subject text not null,
  at timestamptz not null,
  -- null: taken back, and never sent again
  body text
);
create index webhook_messages_subject on webhook_messages (subject);
create index webhook_messages_at on webhook_messages (at);

create table webhook_deliveries (
  webhook uuid not null references webhooks on delete cascade,
  message text not null references webhook_messages on delete cascade,
  status text not null check (status in ('waiting', 'arrived', 'dead', 'taken-back')),
  due timestamptz not null,
  -- since when it is tried: it is given up some days later
  since timestamptz not null,
  attempts integer not null default 0,
  -- the latest tries: [{at, status, ms, fault}]
  tries jsonb not null default '[]',
  primary key (webhook, message)
);
create index webhook_deliveries_due on webhook_deliveries (webhook, due) where status = 'waiting';
create index webhook_deliveries_since on webhook_deliveries (webhook, since desc, message desc);
create index webhook_deliveries_message on webhook_deliveries (message);
