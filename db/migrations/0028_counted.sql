-- Reports as statistics and the tiles of the past count them: a narrow row a report, with what everybody may see of it. Kept by a reader of the log
-- (server/counting.ts), because what is shown of a place, and the H3 cell of that, are decided in the program.
create table counted (
  report uuid primary key,
  at timestamptz not null,
  hazard text not null,
  level smallint not null,
  state text not null,
  region text,
  area text,
  -- the finest H3 cell that the report is told in, as a number
  cell bigint not null,
  place geometry(Point, 4326) not null
);
create index counted_at on counted (at);
create index counted_place on counted using gist (place);
-- Has its one row as soon as everything is counted that was there before the first start.
create table counted_before (done boolean primary key);
