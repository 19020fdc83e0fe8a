-- Warnings that two officers stand for: drafts with every version of them, and the CAP messages as they were issued.

-- What a warning says is one body, as it stands in the log; the program renews bodies of an older shape.
alter table warnings add body jsonb;
update warnings set body = jsonb_build_object(
  'id', id, 'version', version, 'hazard', hazard, 'level', level, 'outline', ST_AsGeoJSON(outline)::jsonb, 'words', words,
  'officer', officer, 'incident', incident,
  'issued', to_char(issued at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'expiresAt', to_char(expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
  'endedAt', to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'));
alter table warnings alter body set not null;
alter table warnings add drill boolean not null default false;
alter table warnings drop version, drop hazard, drop level, drop words, drop officer, drop incident, drop outline;

create table warning_drafts (
  id uuid primary key,
  -- the warning that it begins or changes; it has no row before it is issued
  warning uuid not null,
  kind text not null check (kind in ('Alert', 'Update')),
  state text not null check (state in ('draft', 'waiting', 'issued', 'discarded')),
  version integer not null,
  drill boolean not null,
  content jsonb not null,
  -- why it was handed back
  reason text,
  approver text,
  changed_at timestamptz not null
);
-- one change at a time
create unique index warning_drafts_open on warning_drafts (warning) where state in ('draft', 'waiting');
create index warning_drafts_changed on warning_drafts (changed_at);

-- Every content that a draft has had; nothing is ever taken away.
create table warning_versions (
  draft uuid not null references warning_drafts,
  version integer not null,
  content jsonb not null,
  officer text not null,
  at timestamptz not null,
  primary key (draft, version)
);

create table cap_documents (
  identifier text primary key,
  warning uuid not null,
  -- 1, 2, 3 of its warning
  number integer not null,
  kind text not null check (kind in ('Alert', 'Update', 'Cancel')),
  drill boolean not null,
  sender text not null,
  -- as it stands in the document, and as a time
  sent text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  content jsonb not null,
  officer text not null,
  approver text,
  xml text not null,
  unique (warning, number)
);
create index cap_documents_sent on cap_documents (drill, sent_at);

-- Whoever has read a message shall always find it as it was.
create function keep_as_issued() returns trigger language plpgsql as $$
begin
  raise exception 'A CAP message is never changed once it is issued.';
end $$;
create trigger cap_documents_kept before update or delete on cap_documents
  for each row execute function keep_as_issued();

-- Drills reach only those who take part in them.
alter table subscriptions add drills boolean not null default false;
