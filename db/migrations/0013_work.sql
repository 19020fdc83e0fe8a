-- The officers' work: cases over what the incident builder computes, one table of states and deadlines, every step with what it takes to undo it,
-- questions to citizens, and who looks at what. No foreign keys to reports and incidents: a case never makes a citizen's report wait for a lock.
alter table reports add secret boolean not null default false;

-- The one table of states and deadlines. `hours` until overdue, by level: unknown, minor, moderate, severe (a call for rescue counts as severe);
-- null: never. `follows`: from which states an act may lead here.
create table stages (
  stage text primary key,
  place smallint not null,
  follows text[] not null,
  hours double precision[] not null check (array_length(hours, 1) = 4),
  -- who is told first, and after how many more hours the administrators are
  told text not null check (told in ('verifier', 'duty-officer', 'administrator')),
  higher_hours double precision
);
insert into stages (stage, place, follows, hours, told, higher_hours) values
  ('new', 0, '{}', '{3,3,1,0.25}', 'duty-officer', 1),
  ('checked', 1, '{new,checked,working,assigned,returned,resolved}', '{null,24,8,3}', 'duty-officer', 8),
  ('working', 2, '{new,checked,working,assigned,returned,resolved}', '{12,12,6,2}', 'duty-officer', 4),
  ('assigned', 3, '{new,checked,working,assigned,returned}', '{24,24,12,3}', 'duty-officer', 6),
  ('returned', 4, '{assigned}', '{4,4,2,0.5}', 'duty-officer', 2),
  ('resolved', 5, '{new,checked,working,assigned,returned}', '{null,null,null,null}', 'duty-officer', null);

create sequence case_numbers;
create table cases (
  id uuid primary key,
  number bigint not null unique,
  version integer not null,
  drill boolean not null,
  hazard text not null,
  region text,
  stage text not null references stages,
  since timestamptz not null,
  due timestamptz,
  -- 0: nobody; 1: who the table names; 2: the administrators
  escalated smallint not null default 0,
  claimed_by text,
  agency text,
  words text,
  question text check (question in ('open', 'answered')),
  -- the case that took everything over; the same id: opened by a step that was undone
  closed uuid
);
create index cases_standing on cases (since) where closed is null;
create index cases_due on cases (due) where closed is null and due is not null;

-- An incident or a report is in one case at most; a report's own row goes before its incident's.
create table case_members (
  member uuid primary key,
  kind text not null check (kind in ('incident', 'report')),
  "case" uuid not null references cases
);
create index case_members_case on case_members ("case");

-- The history of a case. A step that concerns several cases has a row for each.
create table case_steps (
  seq bigint generated always as identity primary key,
  step uuid not null,
  "case" uuid not null references cases,
  at timestamptz not null,
  officer text not null,
  what text not null,
  told text,
  -- the case as it was, the members that moved and the reports that were decided; null: nothing to undo
  before jsonb,
  undone boolean not null default false,
  unique (step, "case")
);
create index case_steps_case on case_steps ("case", seq);

-- What officers ask the citizens who reported. The first answer counts.
create table questions (
  id uuid primary key,
  report uuid not null,
  "case" uuid not null references cases,
  officer text not null,
  words text not null,
  asked_at timestamptz not null,
  answer text,
  answered_at timestamptz
);
create index questions_report on questions (report);
create index questions_case on questions ("case");

-- Which officer looks at what, in every process; a row that is not renewed is over.
create table presence (
  officer text not null,
  page text not null,
  subject uuid not null,
  at timestamptz not null,
  primary key (officer, page)
);
