-- Streets, landmarks, shelters and the like that an operator imported, found by names that are only nearly right.
create extension if not exists pg_trgm;

create table places (
  -- the import they came with, and what tells them apart in it
  source text not null,
  ref text not null,
  kind text not null,
  name text not null,
  -- the name as it is searched: plain, squeezed, without what every street is called
  key text not null,
  within text not null,
  place geography(Point, 4326) not null,
  exactness real not null,
  properties jsonb not null,
  imported_at timestamptz not null,
  primary key (source, ref)
);
create index places_key on places using gin (key gin_trgm_ops);
create index places_place on places using gist (place);

-- What the online geocoder answered, so that nothing is asked twice.
create table geocoded (
  words text primary key,
  found jsonb not null,
  at timestamptz not null
);
