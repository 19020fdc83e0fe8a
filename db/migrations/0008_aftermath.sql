-- Whether it is still so: which citizen was asked about which of their reports. Each report once, whatever crashes in between.
create table still_questions (
  report uuid primary key references reports on delete cascade,
  citizen uuid not null references citizens on delete cascade,
  asked_at timestamptz not null
);
create index still_questions_citizen on still_questions (citizen);
