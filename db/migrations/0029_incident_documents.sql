-- The digest of verified incidents as CAP messages, apart from the warnings that officers stand for.
create table incident_documents (
  identifier text primary key,
  incident uuid not null,
  -- 1, 2, 3 of its incident
  number integer not null,
  kind text not null check (kind in ('Alert', 'Update', 'Cancel')),
  sender text not null,
  -- as it stands in the document, and as a time
  sent text not null,
  sent_at timestamptz not null,
  expires_at timestamptz not null,
  -- the incident as the message tells it
  told jsonb not null,
  xml text not null,
  unique (incident, number)
);
create index incident_documents_sent on incident_documents (sent_at);
create index incident_documents_open on incident_documents (expires_at);
create trigger incident_documents_kept before update or delete on incident_documents
  for each row execute function keep_as_issued();
